import { useEffect, useRef, useState } from 'react'
import { useLiveQuery } from '#components/use-live-query.ts'
import { type FeedRow, feedKeys, type FeedView, newerFeedKeys } from '#storage/posts.ts'
import { useDb } from '#components/account-context.tsx'
import { FEED_PAGE, recallFeed, rememberFeed, rowsName } from '#components/feed-position.ts'
import { forgetPosition } from '#components/list-position.ts'
import { useSession } from '#components/session-store.ts'
import { longer, useRows } from '#components/use-rows.ts'

/** More than this need not be counted. */
export const MOST_NEWER = 100

/** How long a feed that was empty gathers what comes in before it is shown, if catching up takes longer. */
const GATHERING = 3000

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
 * The feed as the reader found it: what arrives above its first post waits until it is asked for. A feed that was empty is shown when
 * the first catch-up is done, or gathered for a while: place by place as they are read, every one would push the others down.
 */
export function useFrozenFeed(view: FeedView): FrozenFeed {
  const db = useDb()
  const settled = useSession(({ session }) => session.kind === 'online' && !session.catchingUp)
  const [{ top, limit }, setPlace] = useState(() => recallFeed(db, view) ?? { top: null, limit: FEED_PAGE })
  const [wasEmpty, setWasEmpty] = useState(false)
  const { rows, isEnd, isRead } = useRows({
    list: view,
    name: rowsName(view, top),
    limit,
    kept: true,
    read: (known, most) => feedKeys(known, view, most, top ?? undefined),
  })
  const newer = useLiveQuery(async () => (top === null ? [] : newerFeedKeys(db, view, top, MOST_NEWER)), [db, view, top], [])

  const place = (next: { top: number | null; limit: number }): void => {
    setPlace(next)
    rememberFeed(db, view, next)
  }
  const [first] = rows ?? []
  if (rows && !first && !wasEmpty) setWasEmpty(true)
  const gathering = useGathering(first !== undefined && top === null && wasEmpty && !settled)
  const closes = first !== undefined && top === null && !gathering
  // An adjustment while drawing: a post that arrives one frame later must find the list closed.
  if (closes && !wasEmpty) place({ top: first.sortAt, limit })
  useClosing(closes && wasEmpty, view, newest => place({ top: newest, limit }))

  return {
    rows: gathering ? [] : rows,
    newer: newer.length,
    showNewer: () => {
      forgetPosition(db, view)
      place({ top: newer[0]?.sortAt ?? top, limit: FEED_PAGE })
    },
    storageEnd: isEnd,
    more: () => {
      if (isRead && !isEnd) place({ top, limit: longer(limit, rows) })
    },
  }
}

/** What was gathered may be stored and not yet read: that it is done is told on another way. So the newest is read anew. */
function useClosing(closes: boolean, view: FeedView, close: (newest: number) => void): void {
  const db = useDb()
  const latest = useRef(close)
  useEffect(() => {
    latest.current = close
  })
  useEffect(() => {
    if (!closes) return undefined
    let left = false
    const read = async (): Promise<void> => {
      const [newest] = await feedKeys(db, view, 1)
      if (newest && !left) latest.current(newest.sortAt)
    }
    void read()
    return () => {
      left = true
    }
  }, [closes, db, view])
}

/** Whether something that goes on may still be waited for. */
function useGathering(goesOn: boolean): boolean {
  const [long, setLong] = useState(false)
  useEffect(() => {
    if (!goesOn) return undefined
    const timer = setTimeout(() => setLong(true), GATHERING)
    return () => clearTimeout(timer)
  }, [goesOn])
  return goesOn && !long
}
