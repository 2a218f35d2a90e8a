import { isPassing, toFailure } from '#shared/errors.ts'
import type { IntentKind, OutboxRow } from '#model/outbox.ts'
import { dueRows, markOnWire, postpone, refuseRow, removeRow } from '#storage/outbox.ts'
import type { EngineContext } from '../context.ts'
import { type Alarm, createAlarm } from './alarm.ts'

/**
 * Delivers one row. It must be safe to run twice with the same row: ids were chosen when the row was written. On success it settles
 * the entity and the row is removed in the same transaction (`settle`).
 * @returns where the next row of the lane need not wait for this one to arrive, because the stream keeps their order: what is left of it
 * @throws KithError: offline and timeout are tried again later, anything else fails the row and its entity
 */
export type Deliver = (context: EngineContext, row: OutboxRow) => Promise<UnderWay | void>

/** Given to the network; `settled` as the delivery itself would have. */
export interface UnderWay {
  settled: Promise<void>
}

/** What becomes of the entity when its row is refused: the reason goes onto the entity, in the row's transaction. */
export type Deliverers = Record<IntentKind, Deliver>

const FIRST_DELAY_MS = 1_000
const LONGEST_DELAY_MS = 60_000
const STUCK_MS = 3_000
/** So many rows of a lane are on their way at once: of each that is lost the archive is asked later whether it arrived. */
const MOST_UNDER_WAY = 50

export interface Drain {
  /** Looks for due rows now. Safe to call at any time and as often as one likes. */
  run(): Promise<void>
  /** Starts nothing more. Resolves when nothing is at work: until then the database has to stay open. */
  stop(): Promise<void>
}

/**
 * Works the outbox off: lanes side by side, the rows of a lane one after the other, a refused row does not stop those behind it.
 * @param mayDeliver false while it is not yet known what arrived in an earlier session
 */
export function createDrain(context: EngineContext, deliverers: Deliverers, mayDeliver: () => boolean = () => true): Drain {
  const { db, now } = context
  let stopped = false
  let looking: Promise<void> | undefined
  let again = false
  /** Lanes at work, and those of them that got something more meanwhile. A lane that takes long, as files do, holds up no other. */
  const busy = new Map<string, Promise<void>>()
  const behind = new Set<string>()
  const alarm = createAlarm(now, () => void run())

  const isReady = (): boolean => !stopped && mayDeliver() && context.session.state.kind === 'online'

  const deliverRow = rowDelivery(context, deliverers, alarm)

  /** The database itself refused, as a full disk does: what waits is as it was, and is looked at again after a while. */
  const onStuck = (error: unknown): void => {
    context.note('outbox not worked off', { reason: toFailure(error).message })
    if (!stopped) alarm.set(now() + STUCK_MS)
  }

  const startLane = (lane: string, rows: readonly OutboxRow[]): void => {
    const work = inOrder(rows, isReady, deliverRow)
      .catch(onStuck)
      .finally(() => {
        busy.delete(lane)
        context.signal({ kind: 'outbox-changed' })
        if (behind.delete(lane)) void run()
      })
    busy.set(lane, work)
  }

  const look = async (): Promise<void> => {
    while (again && isReady()) {
      again = false
      const { lanes, nextAt } = await dueRows(db, now())
      if (nextAt !== null) alarm.set(nextAt)
      for (const rows of lanes) {
        const [first] = rows
        if (!first) continue
        if (busy.has(first.lane)) behind.add(first.lane)
        else startLane(first.lane, rows)
      }
    }
  }

  const atWork = (): Promise<void>[] => [...(looking ? [looking] : []), ...busy.values()]
  const idle = async (): Promise<void> => {
    for (let work = atWork(); work.length > 0; work = atWork()) await Promise.all(work)
  }

  const run = async (): Promise<void> => {
    again = true
    if (!isReady()) return
    looking ??= look()
      .catch(onStuck)
      .finally(() => {
        looking = undefined
        // Asked for in the moment between the last look and now.
        if (again) void run()
      })
    await idle()
  }

  return {
    run,
    async stop() {
      stopped = true
      alarm.stop()
      await idle()
    },
  }
}

type Outcome = 'next' | 'wait'

/** @returns whether the next row of the lane may go, or has to wait; or what is left to do beside it */
type DeliverRow = (row: OutboxRow) => Promise<Outcome | { rest: Promise<Outcome> }>

/** Delivers a row and writes down what became of it. */
function rowDelivery(context: EngineContext, deliverers: Deliverers, alarm: Alarm): DeliverRow {
  const { db, now } = context

  const onFailure = async (row: OutboxRow, error: unknown): Promise<Outcome> => {
    const failure = toFailure(error)
    if (failure.kind === 'storage') throw error
    if (isPassing(failure.kind)) {
      const delay = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(row.attempts, 10))
      await postpone(db, row, now() + (failure.kind === 'offline' ? 0 : delay))
      if (failure.kind === 'timeout') alarm.set(now() + delay)
      return 'wait'
    }
    context.note('outbox row refused', { kind: row.intent.kind, condition: failure.condition })
    await refuseRow(db, row, failure)
    return 'next'
  }

  const finish = async (row: OutboxRow, work: Promise<void>): Promise<Outcome> => {
    try {
      await work
      await removeRow(db, row)
      return 'next'
    } catch (error) {
      return onFailure(row, error)
    }
  }

  return async row => {
    try {
      await markOnWire(db, row)
      const underWay = await deliverers[row.intent.kind](context, row)
      const rest = finish(row, underWay ? underWay.settled : Promise.resolve())
      return underWay ? { rest } : await rest
    } catch (error) {
      return onFailure(row, error)
    }
  }
}

/** The rows of a lane, each given to the network when the one before was; a window of them may be on their way. */
async function inOrder(rows: readonly OutboxRow[], isReady: () => boolean, deliver: DeliverRow): Promise<void> {
  const underWay: Promise<Outcome>[] = []
  const give = async (): Promise<void> => {
    for (const row of rows) {
      if (!isReady()) return
      const outcome = await deliver(row)
      if (outcome === 'wait') return
      if (typeof outcome === 'object') underWay.push(outcome.rest)
      if (underWay.length >= MOST_UNDER_WAY && (await Promise.all(underWay.splice(0))).includes('wait')) return
    }
  }
  // What is on its way is seen to its end also when giving stops with an error.
  const giving = give()
  await Promise.allSettled([giving])
  await all([giving, ...underWay])
}

/** All of them to their end, whatever becomes of one. */
async function all(work: readonly Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(work)).find(result => result.status === 'rejected')
  if (failed) throw failed.reason
}
