import { createContext, use } from 'react'
import type { PostList } from '#storage/neighbours.ts'

/** The list that what is open was opened from, as far as it is one of posts. Given by the app. */
export const PostListContext = createContext<PostList | undefined>(undefined)

export function usePostList(): PostList | undefined {
  return use(PostListContext)
}
