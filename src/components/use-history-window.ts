import { useEffect, useRef, useState } from 'react'
import type { BareJid } from '#shared/jid.ts'
import { getMessage, historyRows } from '#storage/messages.ts'
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

interface Window {
  rows: readonly HistoryRow[]
  limit: number
}

export interface HistoryWindow {
  /** Oldest first; undefined while the first ones are being read. */
  rows: readonly HistoryRow[] | undefined
  /** This device could not read them. */
  unreadable: boolean
  /** No older message of this conversation is stored. */
  reachesStoredEnd: boolean
  /** More was asked for and is being read. */
  growing: boolean
  /** Holds at least so many rows more. */
  grow: (rows?: number) => void
  /** Holds at least so many rows. */
  reach: (rows: number) => void
}

/** The newest stored messages of a conversation, in a window that grows upwards. */
export function useHistoryWindow(jid: BareJid, unread: number, atEnd: boolean): HistoryWindow {
  const db = useDb()
  const [limit, setLimit] = useState(FIRST_ROWS + Math.min(unread, MOST_UNREAD_ROWS))
  const [wasAtEnd, setWasAtEnd] = useState(atEnd)
  if (atEnd !== wasAtEnd) {
    setWasAtEnd(atEnd)
    if (atEnd && limit > HELD_AT_END) setLimit(LEAST_STEP)
  }
  const live = useLive(async (): Promise<Window> => ({ rows: await historyRows(db, jid, limit), limit }), [db, jid, limit])
  const window = useDrawable(live.state === 'data' ? live.data : undefined, atEnd, setLimit)
  return {
    rows: window?.rows,
    unreadable: live.state === 'error',
    reachesStoredEnd: window !== undefined && window.rows.length < window.limit,
    growing: window === undefined || window.limit < limit,
    reach: rows => setLimit(Math.max(limit, rows)),
    grow: (rows = Math.min(MOST_STEP, Math.max(LEAST_STEP, limit))) => setLimit(limit + rows),
  }
}

/** Lets a window through once the texts of its rows are at hand, and keeps its top from being pushed out by new messages. */
function useDrawable(fresh: Window | undefined, atEnd: boolean, setLimit: (change: (held: number) => number) => void): Window | undefined {
  const db = useDb()
  const [drawable, setDrawable] = useState<Window>()
  const turn = useRef({ asked: 0, drawn: 0 })
  const latest = useRef(drawable)
  useEffect(() => {
    if (!fresh) return
    const held = latest.current
    const lost = held && !atEnd && held.limit === fresh.limit ? pushedOut(held.rows, fresh.rows) : 0
    const mine = ++turn.current.asked
    const show = async (): Promise<void> => {
      if (lost > 0) {
        setLimit(limit => Math.max(limit, fresh.limit + lost + FIRST_ROWS))
        return
      }
      try {
        await rememberMessages(db, fresh.rows)
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
  }, [db, fresh, atEnd, setLimit])
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

/** How many rows at the top of a window new messages have pushed out of it. */
function pushedOut(before: readonly HistoryRow[], after: readonly HistoryRow[]): number {
  const top = after[0]
  if (!top || before.length === 0) return 0
  const index = before.findIndex(row => row.order >= top.order)
  return index < 0 ? before.length : index
}
