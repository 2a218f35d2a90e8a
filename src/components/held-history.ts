import type { Message } from '#model/message.ts'
import type { BareJid } from '#shared/jid.ts'
import { historyAfter, historyUpTo } from '#storage/messages.ts'
import type { AccountDb } from '#storage/schema.ts'
import type { HistoryRow } from './history-items.ts'
import { remember } from './use-remembered.ts'

/** Enough for two screens; the rest follows when the reader is there. */
export const FIRST_ROWS = 40
/** What a message takes at least, with its room, in px. */
const LEAST_HEIGHT = 34
/** Beyond this many unread messages a conversation opens within them, not at the first. */
const MOST_UNREAD_ROWS = 600

/** What is held of a history: so many rows up to a place in it (null: its end) and so many behind that. */
export interface Held {
  around: number | null
  above: number
  below: number
}

export interface HeldHistory {
  /** Oldest first. */
  rows: readonly HistoryRow[]
  held: Held
  reachesOldest: boolean
  reachesNewest: boolean
}

export const newest = (rows: number): Held => ({ around: null, above: rows, below: 0 })
export const aroundPlace = (order: number): Held => ({ around: order, above: FIRST_ROWS, below: FIRST_ROWS })

/** The first frame has one screen; what is above it is drawn a moment later. */
const oneScreen = (): number => Math.min(FIRST_ROWS, Math.ceil(window.innerHeight / LEAST_HEIGHT))

/** What a conversation opens with, at a place or (null) at what is new. */
export function firstHeld(unread: number, place: number | null): Held {
  if (place !== null) return aroundPlace(place)
  return newest(unread === 0 ? oneScreen() : FIRST_ROWS + Math.min(unread, MOST_UNREAD_ROWS))
}

/**
 * Reads what is held, and remembers the messages that come into it: each row of them is then drawn at its full height at once. One
 * that appeared empty and filled a moment later would push everything below it.
 * @param known keys of those that were held before: of a long history not all stay remembered, and who is drawn again reads itself
 */
export async function readHeld(db: AccountDb, jid: BareJid, held: Held, known: ReadonlySet<string> = new Set()): Promise<HeldHistory> {
  const { around, above, below } = held
  const upTo = await historyUpTo(db, jid, above, around ?? Infinity)
  const after = around === null ? [] : await historyAfter(db, jid, around, below)
  const messages = [...upTo, ...after]
  for (const message of messages) if (!known.has(message.key)) remember(db, messageName(message.key), message)
  return {
    rows: messages.map(rowOf),
    held,
    reachesOldest: upTo.length < above,
    reachesNewest: around === null || after.length < below,
  }
}

const rowOf = ({ key, order, direction, sentAt, from }: Message): HistoryRow => ({ key, order, direction, sentAt, from })

/** Under which name a message is remembered from one drawing of its row to the next. */
export function messageName(key: string): string {
  return `message ${key}`
}
