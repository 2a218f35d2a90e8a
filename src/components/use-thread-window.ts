import { useState } from 'react'
import type { CommentThread } from '#model/comment-threads.ts'
import type { PostKey } from '#model/keys.ts'

/** So many comments are drawn at first, the newest, and so many more each time. */
const STEP = 100

/** Where to begin so that about a hundred comments come before `end`; a thread is not cut. */
function stepBefore(threads: readonly CommentThread[], end: number): number {
  let start = end
  for (let room = STEP; room > 0 && start > 0; start -= 1) room -= 1 + (threads[start - 1]?.answers.length ?? 0)
  return start
}

function firstStart(threads: readonly CommentThread[], wanted: PostKey | null): number {
  const start = stepBefore(threads, threads.length)
  const place = wanted === null ? -1 : threads.findIndex(thread => has(thread, wanted))
  return place < 0 ? start : Math.min(start, place)
}

/** It may have become an answer: what it answers came later. */
function has({ key, answers }: CommentThread, comment: PostKey | undefined): boolean {
  return key === comment || answers.some(answer => answer.key === comment)
}

export interface ThreadWindow {
  shown: readonly CommentThread[]
  /** There are earlier ones on this device. */
  hasMore: boolean
  more: () => void
}

interface Place {
  /** The first one that is drawn. */
  first: PostKey | undefined
  /** More were asked for: those that come from the service come a moment after they were asked for. */
  wanting: boolean
}

/**
 * The newest threads, and more of them on request. It begins at a thread, not at a number: what comes in below pushes nothing out
 * above.
 * @param wanted a comment that has to be among the first ones
 */
export function useThreadWindow(threads: readonly CommentThread[], wanted: PostKey | null = null): ThreadWindow {
  const [place, setPlace] = useState<Place>({ first: undefined, wanting: false })
  const kept = threads.findIndex(thread => has(thread, place.first))
  const isMet = place.wanting && kept > 0
  const start = kept < 0 ? firstStart(threads, wanted) : isMet ? stepBefore(threads, kept) : kept
  const first = threads[start]?.key
  if (first !== place.first && first !== undefined) setPlace({ first, wanting: place.wanting && !isMet })
  return { shown: threads.slice(start), hasMore: start > 0, more: () => setPlace({ first, wanting: true }) }
}
