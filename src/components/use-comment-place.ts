import { create } from 'zustand'
import type { PostKey } from '#model/keys.ts'

/** A notification led to a comment: it is scrolled to and takes the focus, once it is there. */
interface CommentPlace {
  comment: PostKey | null
  goTo: (comment: PostKey | null) => void
}

export const useCommentPlace = create<CommentPlace>()(set => ({
  comment: null,
  goTo: comment => set({ comment }),
}))
