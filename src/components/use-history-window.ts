import { useRef, useState } from 'react'
import type { BareJid } from '#shared/jid.ts'
import { useDb } from './account-context.tsx'
import { recallAhead } from './chat-ahead.ts'
import { aroundPlace, FIRST_ROWS, firstHeld, type Held, type HeldHistory, newest, readHeld } from './held-history.ts'
import type { HistoryRow } from './history-items.ts'
import { useLive } from './use-live.ts'

const LEAST_STEP = 100
const MOST_STEP = 600
/** Back at the end, a long history is let go of: every live message reads again what is held. */
const HELD_AT_END = 300

export interface HistoryWindow {
  /** Oldest first; undefined while the first ones are being read. */
  rows: readonly HistoryRow[] | undefined
  /** This device could not read them. */
  unreadable: boolean
  /** No older message of this conversation is stored. */
  reachesStoredEnd: boolean
  /** The newest message is among them. */
  reachesNewest: boolean
  /** More was asked for and is being read. */
  growing: boolean
  /** Holds at least so many rows more. */
  grow: (rows?: number) => void
  /** Holds more of what is newer. */
  growDown: () => void
  /** Holds a place of the history that many rows before its end. */
  reach: (order: number, rows: number) => void
  /** Holds the newest rows again. */
  holdNewest: () => void
}

const step = (rows: number): number => Math.min(MOST_STEP, Math.max(LEAST_STEP, rows))

/** Whoever read on to the end is where they would have been without a place. */
function heldAtEnd({ held, rows, reachesNewest }: HeldHistory): Held {
  if (held.around === null || !reachesNewest) return held
  return newest(rows.length > HELD_AT_END ? LEAST_STEP : Math.max(LEAST_STEP, rows.length))
}

/**
 * Stored messages of a conversation, in a window that grows upwards: the newest, or those around a place, where it grows both ways
 * until it is at the newest.
 * @param place where it opens; null: at the newest
 */
export function useHistoryWindow(
  jid: BareJid,
  { unread, atEnd, place }: { unread: number; atEnd: boolean; place: number | null },
): HistoryWindow {
  const db = useDb()
  const [ahead] = useState(() => (place === null ? recallAhead(db, jid)?.history : undefined))
  const [held, setHeld] = useState(() => ahead?.held ?? firstHeld(unread, place))
  const known = useRef<ReadonlySet<string>>(new Set())
  const read = async (): Promise<HeldHistory> => {
    const fresh = await readHeld(db, jid, held, known.current)
    known.current = new Set(fresh.rows.map(({ key }) => key))
    return fresh
  }
  const live = useLive(read, [db, jid, held], ahead)
  const window = useDrawable(live.state === 'data' ? live.data : undefined, atEnd, setHeld)
  const [wasAtEnd, setWasAtEnd] = useState(atEnd)
  if (atEnd !== wasAtEnd) {
    setWasAtEnd(atEnd)
    if (atEnd && held.around === null && held.above > HELD_AT_END) setHeld(newest(LEAST_STEP))
  }
  const settled = atEnd && window?.held === held ? heldAtEnd(window) : held
  if (settled !== held) setHeld(settled)
  const { rows, reachesOldest = false, reachesNewest = held.around === null } = window ?? {}
  return {
    rows,
    unreadable: live.state === 'error',
    reachesStoredEnd: reachesOldest,
    reachesNewest,
    growing: window?.held !== held,
    grow: rows => setHeld({ ...held, above: held.above + (rows ?? step(held.above)) }),
    growDown: () => setHeld({ ...held, below: held.below + step(held.below) }),
    reach: (order, rows) => {
      if (rows > HELD_AT_END || held.around !== null) setHeld(aroundPlace(order))
      else setHeld(newest(Math.max(held.above, rows + FIRST_ROWS)))
    },
    holdNewest: () => setHeld(newest(LEAST_STEP)),
  }
}

/** Keeps the top of a window from being pushed out by new messages: it lets one through only when nothing above is lost with it. */
function useDrawable(
  fresh: HeldHistory | undefined,
  atEnd: boolean,
  setHeld: (change: (held: Held) => Held) => void,
): HeldHistory | undefined {
  const [drawable, setDrawable] = useState(fresh)
  const [seen, setSeen] = useState(fresh)
  if (fresh && fresh !== seen) {
    setSeen(fresh)
    // Around a place nothing is pushed out: what comes is below.
    const mayLose = drawable && !atEnd && drawable.held === fresh.held && fresh.held.around === null
    const lost = mayLose ? pushedOut(drawable.rows, fresh.rows) : 0
    if (lost === 0) setDrawable(fresh)
    else setHeld(held => (held === fresh.held ? { ...held, above: held.above + lost + FIRST_ROWS } : held))
  }
  return drawable
}

/** How many rows at the top of a window new messages have pushed out of it. */
function pushedOut(before: readonly HistoryRow[], after: readonly HistoryRow[]): number {
  const top = after[0]
  if (!top || before.length === 0) return 0
  const index = before.findIndex(row => row.order >= top.order)
  return index < 0 ? before.length : index
}
