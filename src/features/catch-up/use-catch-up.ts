import { useEffect, useState } from 'react'
import { useDb, useMe } from '#components/account-context.tsx'
import { type CatchUpState, GROUPS, recallCatchUp, rememberCatchUp, type TakenCatchUp } from '#components/catch-up-state.ts'
import { useSession } from '#components/session-store.ts'
import { useLiveQuery } from '#components/use-live-query.ts'
import { beginningOf, type CatchUpOrder, type CatchUpPeriod } from '#model/catch-up.ts'
import type { PostKey } from '#model/keys.ts'
import { type Failure, toFailure } from '#shared/errors.ts'
import type { BareJid } from '#shared/jid.ts'
import { absentSince } from '#storage/absence.ts'
import { catchUpRows, countAgain, feedKeysSince } from '#storage/catch-up.ts'
import { readSince } from '#storage/reads.ts'
import type { AccountDb } from '#storage/schema.ts'

/** Of one period. */
export const MOST_POSTS = 1000
/** So many new ones are told of. */
const MOST_NEW = 100

const NOTHING: readonly PostKey[] = []

async function take(db: AccountDb, me: BareJid, period: CatchUpPeriod): Promise<TakenCatchUp> {
  const takenAt = Date.now()
  const since = beginningOf(period, takenAt, await absentSince(db))
  return { ...(await catchUpRows(db, { since, me, limit: MOST_POSTS })), period, since, takenAt }
}

export interface CatchUpView {
  state: CatchUpState
  change: (part: Partial<CatchUpState>) => void
  /** What is read by now, on this device and in any tab. */
  read: ReadonlySet<PostKey>
  /** How many came since the list was made. */
  fresh: number
  takeAnew: () => void
  sort: (order: CatchUpOrder) => Promise<void>
  failure: Failure | null
}

/** The catch-up page as it is remembered, so that whoever comes back from a post finds the list as it was. */
export function useCatchUp(): CatchUpView {
  const db = useDb()
  const me = useMe()
  const [state, setState] = useState(() => recallCatchUp(db))
  const [failure, setFailure] = useState<Failure | null>(null)
  const { period, taken } = state
  const isTaken = taken?.period === period
  useEffect(() => rememberCatchUp(db, state), [db, state])
  useEffect(() => {
    if (isTaken) return undefined
    let left = false
    take(db, me, period).then(
      next => {
        if (left) return
        setFailure(null)
        setState(now => ({ ...now, taken: next, groups: GROUPS, rows: new Map(), open: new Set() }))
      },
      (error: unknown) => {
        if (!left) setFailure(toFailure(error))
      },
    )
    return () => {
      left = true
    }
  }, [db, me, period, isTaken])
  const takenAt = taken?.takenAt
  const readNow = useLiveQuery(async () => (takenAt === undefined ? NOTHING : readSince(db, takenAt)), [db, takenAt], NOTHING)
  const fresh = useFresh(isTaken ? taken : null)
  const takeAnew = (): void => setState(now => ({ ...now, taken: null }))
  // Nothing is there that could move.
  if (isTaken && taken.rows.length === 0 && fresh > 0) takeAnew()
  return {
    state: isTaken ? state : { ...state, taken: null },
    change: part => setState(now => ({ ...now, ...part })),
    read: new Set([...(taken?.read ?? []), ...readNow]),
    fresh,
    takeAnew,
    // How much was said is asked for while one looks, so that there is more to sort by than at first.
    sort: async order => {
      const rows = taken && (await countAgain(db, taken.rows))
      setState(now => ({ ...now, order, taken: now.taken && rows && now.taken === taken ? { ...now.taken, rows } : now.taken }))
    },
    failure,
  }
}

/** How many posts came into the period meanwhile, also below what is there. */
function useFresh(taken: TakenCatchUp | null): number {
  const db = useDb()
  const catchingUp = useSession(({ session }) => session.kind === 'online' && session.catchingUp)
  const since = taken?.isCut === false && !catchingUp ? taken.since : undefined
  const keys = useLiveQuery(
    async () => (since === undefined ? NOTHING : feedKeysSince(db, since, MOST_POSTS + MOST_NEW)),
    [db, since],
    NOTHING,
  )
  return taken ? keys.filter(key => !taken.keys.has(key)).length : 0
}
