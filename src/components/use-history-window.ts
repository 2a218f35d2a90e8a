import { useEffect, useRef, useState } from 'react'
import type { BareJid } from '#shared/jid.ts'
import { getMessage, historyRows, historyRowsAfter } from '#storage/messages.ts'
import type { AccountDb } from '#storage/schema.ts'
import { useDb } from './account-context.tsx'
import type { HistoryRow } from './history-items.ts'
import { messageName } from './message-row.tsx'
import { useLive } from './use-live.ts'
import { recall, remember } from './use-remembered.ts'

/** Enough for two screens; the rest follows when the reader is there. */
const FIRST_ROWS = 40
/** Beyond this many unread messages a conversation opens within them, not at the first. */
const MOST_UNREAD_ROWS = 600
const LEAST_STEP = 100
const MOST_STEP = 600
/** Back at the end, a long history is let go of: every live message reads again what is held. */
const HELD_AT_END = 300

/** What is held of a history: so many rows up to a place in it (null: its end) and so many behind that. */
interface Held {
  around: number | null
  above: number
  below: number
}

interface Window {
  rows: readonly HistoryRow[]
  held: Held
  reachesOldest: boolean
  reachesNewest: boolean
}

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

const newest = (rows: number): Held => ({ around: null, above: rows, below: 0 })
const aroundPlace = (order: number): Held => ({ around: order, above: FIRST_ROWS, below: FIRST_ROWS })
const step = (rows: number): number => Math.min(MOST_STEP, Math.max(LEAST_STEP, rows))

function firstHeld(unread: number, place: number | null): Held {
  return place === null ? newest(FIRST_ROWS + Math.min(unread, MOST_UNREAD_ROWS)) : aroundPlace(place)
}

/** Whoever read on to the end is where they would have been without a place. */
function heldAtEnd({ held, rows, reachesNewest }: Window): Held {
  if (held.around === null || !reachesNewest) return held
  return newest(rows.length > HELD_AT_END ? LEAST_STEP : Math.max(LEAST_STEP, rows.length))
}

async function readWindow(db: AccountDb, jid: BareJid, held: Held): Promise<Window> {
  const { around, above, below } = held
  const rows = await historyRows(db, jid, above, around ?? Infinity)
  const after = around === null ? [] : await historyRowsAfter(db, jid, around, below)
  return {
    rows: [...rows, ...after],
    held,
    reachesOldest: rows.length < above,
    reachesNewest: around === null || after.length < below,
  }
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
  const [held, setHeld] = useState(() => firstHeld(unread, place))
  const live = useLive(() => readWindow(db, jid, held), [db, jid, held])
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

/** Lets a window through once the texts of its rows are at hand, and keeps its top from being pushed out by new messages. */
function useDrawable(fresh: Window | undefined, atEnd: boolean, setHeld: (change: (held: Held) => Held) => void): Window | undefined {
  const db = useDb()
  const [drawable, setDrawable] = useState<Window>()
  const turn = useRef({ asked: 0, drawn: 0 })
  const latest = useRef(drawable)
  useEffect(() => {
    if (!fresh) return
    const before = latest.current
    // Around a place nothing is pushed out: what comes is below.
    const lost = before && !atEnd && before.held === fresh.held && fresh.held.around === null ? pushedOut(before.rows, fresh.rows) : 0
    const mine = ++turn.current.asked
    const show = async (): Promise<void> => {
      if (lost > 0) {
        setHeld(held => (held === fresh.held ? { ...held, above: held.above + lost + FIRST_ROWS } : held))
        return
      }
      try {
        await rememberMessages(db, comeInto(before?.rows ?? [], fresh.rows))
      } catch {
        // Drawn all the same: each row reads its own text, and says what is wrong with it.
      }
      // A burst may overtake a slow read; only newer windows are shown.
      if (mine < turn.current.drawn) return
      turn.current.drawn = mine
      latest.current = fresh
      setDrawable(fresh)
    }
    void show()
  }, [db, fresh, atEnd, setHeld])
  return drawable
}

/**
 * Reads the messages of rows that come into the window, so that they are drawn at their full height at once. A row that appeared
 * empty and filled a moment later would push everything below it.
 */
async function rememberMessages(db: AccountDb, rows: readonly HistoryRow[]): Promise<void> {
  const missing = rows.filter(row => recall(db, messageName(row.key)) === undefined)
  if (missing.length === 0) return
  const found = await db.transaction('r', db.messages, () => Promise.all(missing.map(row => getMessage(db, row.key))))
  for (const message of found) if (message) remember(db, messageName(message.key), message)
}

/** Those that were not there before: of a long history not all stay remembered, and who is drawn again reads itself. */
function comeInto(before: readonly HistoryRow[], after: readonly HistoryRow[]): readonly HistoryRow[] {
  const known = new Set(before.map(({ key }) => key))
  return after.filter(({ key }) => !known.has(key))
}

/** How many rows at the top of a window new messages have pushed out of it. */
function pushedOut(before: readonly HistoryRow[], after: readonly HistoryRow[]): number {
  const top = after[0]
  if (!top || before.length === 0) return 0
  const index = before.findIndex(row => row.order >= top.order)
  return index < 0 ? before.length : index
}
