import { create } from 'zustand'
import type { PostKey } from '#model/keys.ts'

/** "Comment" was pressed on a card: the post's page takes the focus to its field when it opens. */
interface CommentWish {
  postKey: PostKey | null
  wish: (postKey: PostKey | null) => void
}

export const useCommentWish = create<CommentWish>()(set => ({ postKey: null, wish: postKey => set({ postKey }) }))
