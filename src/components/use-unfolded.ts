import { create } from 'zustand'
import type { PostKey } from '#model/keys.ts'

interface Unfolded {
  keys: ReadonlySet<PostKey>
  set: (key: PostKey, unfolded: boolean) => void
}

function createUnfolded() {
  return create<Unfolded>()(set => ({
    keys: new Set(),
    set: (key, unfolded) =>
      set(({ keys }) => {
        const next = new Set(keys)
        if (unfolded) next.add(key)
        else next.delete(key)
        return { keys: next }
      }),
  }))
}

/** Posts the reader wanted to see in spite of their warning: for as long as the page is open, here and wherever else they are drawn. */
export const useUnfoldedPosts = createUnfolded()

/** The same for posts and comments that are muted: who wants to see one has not yet seen what it warns of. */
export const useUnmutedHere = createUnfolded()
