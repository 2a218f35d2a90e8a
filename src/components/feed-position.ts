import { keepPosition } from '#commands/keep-position.ts'
import type { FeedView } from '#storage/posts.ts'
import type { AccountDb } from '#storage/schema.ts'
import { forgetPosition } from './list-position.ts'
import { forget, recall, remember } from './use-remembered.ts'

/** Where the reader of a feed is: the newest post that was let in, and how many are in the list. */
export interface FeedPlace {
  top: number | null
  limit: number
}

export const FEED_PAGE = 30

/** Under which name the rows of a place are remembered. */
export function rowsName(view: FeedView, top: number | null): string {
  return `feed ${view} ${top}`
}

export function recallFeed(db: AccountDb, view: FeedView): FeedPlace | undefined {
  return recall(db, `place ${view}`)
}

export function rememberFeed(db: AccountDb, view: FeedView, place: FeedPlace): void {
  remember(db, `place ${view}`, place)
}

/** The feed opens at its newest post the next time: somebody who just published wants to see it there. */
export async function openFeedAtTop(db: AccountDb): Promise<void> {
  for (const view of ['all', 'people', 'communities'] as const) {
    forget(db, `place ${view}`)
    forgetPosition(db, view)
    // Else the list would begin with what was the newest when it was opened the last time.
    forget(db, `${rowsName(view, null)} ${FEED_PAGE}`)
    await keepPosition(db, { view, position: null, now: Date.now() })
  }
}
