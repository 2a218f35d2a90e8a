import { useLiveQuery } from 'dexie-react-hooks'
import { useState } from 'react'
import { type FeedRow, feedKeys, type FeedView, newerFeedKeys } from '#storage/posts.ts'
import { useDb } from '#components/account-context.tsx'
import { FEED_PAGE, recallFeed, rememberFeed, rowsName } from '#components/feed-position.ts'
import { useSession } from '#components/session-store.ts'
import { useRemembered } from '#components/use-remembered.ts'

/** More than this need not be counted. */
export const MOST_NEWER = 100

export interface FrozenFeed {
  rows: FeedRow[] | undefined
  /** How many wait above the first row, counted up to MOST_NEWER. */
  newer: number
  showNewer: () => void
  /** Everything that is stored is in `rows`. */
  storageEnd: boolean
  more: () => void
}

/**
 * The feed as the reader found it: what arrives above its first post waits until it is asked for. A feed that was empty fills by
 * itself until the first catch-up is done, since there is nothing yet that could jump.
 */
export function useFrozenFeed(view: FeedView): FrozenFeed {
  const db = useDb()
  const settled = useSession(({ session }) => session.kind === 'online' && !session.catchingUp)
  const [{ top, limit }, setPlace] = useState(() => recallFeed(db, view) ?? { top: null, limit: FEED_PAGE })
  const [wasEmpty, setWasEmpty] = useState(false)
  const rows = useRemembered(rowsName(view, { top, limit }), db => feedKeys(db, view, limit, top ?? undefined))
  const newer = useLiveQuery(() => (top === null ? [] : newerFeedKeys(db, view, top, MOST_NEWER)), [db, view, top], [])

  const place = (next: { top: number | null; limit: number }): void => {
    setPlace(next)
    rememberFeed(db, view, next)
  }
  const [first] = rows ?? []
  if (rows && !first && !wasEmpty) setWasEmpty(true)
  // An adjustment while drawing: a post that arrives one frame later must find the list closed.
  if (first && top === null && (settled || !wasEmpty)) place({ top: first.sortAt, limit })

  return {
    rows,
    newer: newer.length,
    showNewer: () => place({ top: newer[0]?.sortAt ?? top, limit: FEED_PAGE }),
    storageEnd: rows !== undefined && rows.length < limit,
    more: () => {
      if (rows && rows.length >= limit) place({ top, limit: limit + FEED_PAGE })
    },
  }
}
