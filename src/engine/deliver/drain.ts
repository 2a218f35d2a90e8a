import { isPassing, toFailure } from '#shared/errors.ts'
import type { IntentKind, OutboxRow } from '#model/outbox.ts'
import { dueRows, markOnWire, postpone, refuseRow, removeRow } from '#storage/outbox.ts'
import type { EngineContext } from '../context.ts'

/**
 * Delivers one row. It must be safe to run twice with the same row: ids were chosen when the row was written. On success it settles
 * the entity and the row is removed in the same transaction (`settle`).
 * @throws KithError: offline and timeout are tried again later, anything else fails the row and its entity
 */
export type Deliver = (context: EngineContext, row: OutboxRow) => Promise<void>

/** What becomes of the entity when its row is refused: the reason goes onto the entity, in the row's transaction. */
export type Deliverers = Record<IntentKind, Deliver>

const FIRST_DELAY_MS = 1_000
const LONGEST_DELAY_MS = 60_000

export interface Drain {
  /** Looks for due rows now. Safe to call at any time and as often as one likes. */
  run(): Promise<void>
  stop(): void
}

/**
 * Works the outbox off: lanes side by side, the rows of a lane one after the other, a refused row does not stop those behind it.
 * @param mayDeliver false while it is not yet known what arrived in an earlier session
 */
export function createDrain(context: EngineContext, deliverers: Deliverers, mayDeliver: () => boolean = () => true): Drain {
  const { db, now } = context
  let stopped = false
  let active: Promise<void> | undefined
  let again = false
  let timer: ReturnType<typeof setTimeout> | undefined

  const wakeAt = (at: number): void => {
    clearTimeout(timer)
    timer = setTimeout(() => void run(), Math.max(0, at - now()))
  }

  const isReady = (): boolean => !stopped && mayDeliver() && context.session.state.kind === 'online'

  /** @returns false when the rest of the lane has to wait */
  const deliverRow = async (row: OutboxRow): Promise<boolean> => {
    try {
      await markOnWire(db, row)
      await deliverers[row.intent.kind](context, row)
      await removeRow(db, row)
      return true
    } catch (error) {
      const failure = toFailure(error)
      if (isPassing(failure.kind)) {
        const delay = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(row.attempts, 10))
        await postpone(db, row, now() + (failure.kind === 'offline' ? 0 : delay))
        if (failure.kind === 'timeout') wakeAt(now() + delay)
        return false
      }
      context.note('outbox row refused', { kind: row.intent.kind, condition: failure.condition })
      await refuseRow(db, row, failure)
      return true
    }
  }

  const drainLane = async (rows: readonly OutboxRow[]): Promise<void> => {
    for (const row of rows) {
      if (!isReady() || !(await deliverRow(row))) return
    }
  }

  const drainOnce = async (): Promise<void> => {
    do {
      again = false
      const { lanes, nextAt } = await dueRows(db, now())
      if (lanes.length === 0) {
        if (nextAt !== null) wakeAt(nextAt)
        return
      }
      await Promise.all(lanes.map(drainLane))
    } while (again && isReady())
  }

  const run = async (): Promise<void> => {
    again = true
    if (!isReady()) return
    active ??= drainOnce().finally(() => {
      active = undefined
      context.signal({ kind: 'outbox-changed' })
      // Asked for in the moment between the last look and now.
      if (again) void run()
    })
    await active
  }

  return {
    run,
    stop() {
      stopped = true
      clearTimeout(timer)
    },
  }
}
