import { useEffect, useState } from 'react'
import { followPosition } from '#commands/follow-position.ts'
import { useLiveQuery } from '#components/use-live-query.ts'
import type { ReadingPosition } from '#model/record.ts'
import type { FeedView } from '#storage/posts.ts'
import { positionElsewhere } from '#storage/reading-positions.ts'
import { useDb } from '#components/account-context.tsx'
import { goOnAt } from '#components/list-position.ts'
import { recall, remember } from '#components/use-remembered.ts'
import { useRun } from '#components/use-run.ts'

export interface Elsewhere {
  /** Where another device of mine reads in this view, since this one was there. */
  position: ReadingPosition | null
  /** Goes on there. */
  follow: () => void
  /** Another one for each time: the list opens anew. */
  round: number
}

/** What the first opening of a view in this page takes over needs no asking; what comes later waits until the reader wants it. */
export function useElsewhere(view: FeedView): Elsewhere {
  const db = useDb()
  const run = useRun()
  const [round, setRound] = useState(0)
  const found = useLiveQuery(async () => positionElsewhere(db, view), [db, view], null)
  const name = `opened ${view}`
  const [isFirst, setFirst] = useState(() => !recall<boolean>(db, name))
  useEffect(() => {
    if (!isFirst) return
    remember(db, name, true)
    const take = async (): Promise<void> => {
      await run(own => followPosition(own, view))
      setFirst(false)
    }
    void take()
    // Once; `run` is another function each time.
    // eslint-disable-next-line react/exhaustive-deps
  }, [db, view])
  return {
    position: isFirst ? null : found,
    round,
    follow: () => {
      if (!found) return
      goOnAt(db, view, found)
      void run(own => followPosition(own, view))
      setRound(round + 1)
    },
  }
}
