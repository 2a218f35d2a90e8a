import { create } from 'zustand'
import type { PostKey } from '#model/keys.ts'

/** "Comment" was pressed on a card, or "Reply" on a comment: the field of that post takes the focus, once it is there. */
interface CommentWish {
  postKey: PostKey | null
  /** Item id of the comment to answer; null when none was named. */
  answers: string | null
  wish: (postKey: PostKey | null, answers?: string) => void
}

export const useCommentWish = create<CommentWish>()(set => ({
  postKey: null,
  answers: null,
  wish: (postKey, answers) => set({ postKey, answers: answers ?? null }),
}))
