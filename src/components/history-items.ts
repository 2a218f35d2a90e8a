import { FLOOD, type Flood, floodsIn } from '#model/flood.ts'
import type { ArchiveGap } from '#model/message.ts'
import type { BareJid } from '#shared/jid.ts'

/** What a history needs of a message to lay it out; its text and state are read by its own row. */
export interface HistoryRow {
  key: string
  order: number
  direction: 'in' | 'out'
  sentAt: number
  from: BareJid
}

/** A line of the history. Keys are stable, so that a line keeps its place and its element while others come and go around it. */
export type HistoryItem =
  | { kind: 'edge'; key: string }
  | { kind: 'day'; key: string; at: number }
  | { kind: 'divider'; key: string }
  | { kind: 'gap'; key: string; gapIds: readonly number[] }
  | { kind: 'flood'; key: string; rows: readonly HistoryRow[]; isOpen: boolean }
  | { kind: 'message'; key: string; row: HistoryRow; continues: boolean; continued: boolean }

export interface HistoryInput {
  /** Oldest first. */
  rows: readonly HistoryRow[]
  gaps: readonly ArchiveGap[]
  /** Everything up to this order was read when the conversation was opened; null: no divider. */
  dividerOrder: number | null
  /** True when no older message of this conversation is stored. */
  reachesStoredEnd: boolean
  /** So many messages of one sender in a moment are shown one by one. */
  mostAtOnce?: number
  /** Keys of messages that have to be seen: a flood with one of them is unfolded. */
  unfolded?: ReadonlySet<string>
}

/** Messages of one person within this time belong together. */
const GROUP_MS = 5 * 60_000

const EDGE: HistoryItem = { kind: 'edge', key: 'edge' }
const DIVIDER: HistoryItem = { kind: 'divider', key: 'divider' }

/** The day of a moment in this device's time zone, as a key. */
function dayOf(at: number): string {
  const date = new Date(at)
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`
}

function belongTogether(one: HistoryRow, other: HistoryRow): boolean {
  return one.from === other.from && Math.abs(other.sentAt - one.sentAt) < GROUP_MS && dayOf(one.sentAt) === dayOf(other.sentAt)
}

/** Where the line "New" belongs: before this index, or -1. It is not drawn while its true place may lie above what is loaded. */
function dividerIndex({ rows, dividerOrder, reachesStoredEnd }: HistoryInput): number {
  if (dividerOrder === null) return -1
  const first = rows[0]
  if (!first || (first.order > dividerOrder && !reachesStoredEnd)) return -1
  return rows.findIndex(row => row.order > dividerOrder && row.direction === 'in')
}

/** Gaps by the index of the row they come before; `rows.length` for those below the newest. What lies above all rows is the edge's matter. */
function gapsByIndex(rows: readonly HistoryRow[], gaps: readonly ArchiveGap[]): Map<number, number[]> {
  const byIndex = new Map<number, number[]>()
  for (const gap of gaps) {
    if (gap.id === undefined || gap.olderId === null) continue
    const found = rows.findIndex(row => row.order >= gap.newerOrder)
    const index = found < 0 ? rows.length : found
    if (index > 0) byIndex.set(index, [...(byIndex.get(index) ?? []), gap.id])
  }
  return byIndex
}

function gapItem(ids: number[]): HistoryItem {
  return { kind: 'gap', key: `gap-${ids.join('-')}`, gapIds: ids }
}

/**
 * The lines of a history: the upper edge, then days, gaps, the line "New" and messages, grouped by sender.
 * @param previous the last result: lines that did not change are taken from it, so that their rows need not be drawn again
 */
export function historyItems(input: HistoryInput, previous: readonly HistoryItem[] = []): HistoryItem[] {
  const { rows } = input
  const divider = dividerIndex(input)
  const gaps = gapsByIndex(rows, input.gaps)
  const items: HistoryItem[] = [EDGE]
  const isApart = (index: number): boolean => index === divider || gaps.has(index)
  const floods = floodsOf(input, isApart)
  rows.forEach((row, index) => {
    const before = rows[index - 1]
    const after = rows[index + 1]
    const gap = gaps.get(index)
    const newDay = !before || dayOf(before.sentAt) !== dayOf(row.sentAt)
    if (gap) items.push(gapItem(gap))
    if (newDay) items.push({ kind: 'day', key: `day-${dayOf(row.sentAt)}-${row.key}`, at: row.sentAt })
    if (index === divider) items.push(DIVIDER)
    const flood = floods.get(index)
    if (flood?.first === index)
      items.push({ kind: 'flood', key: flood.key, rows: rows.slice(flood.first, flood.last), isOpen: flood.isOpen })
    // The last one is always seen: what it all came to.
    if (flood && !flood.isOpen && index < flood.last) return
    const continues = before !== undefined && !isApart(index) && belongTogether(before, row)
    const continued = after !== undefined && !isApart(index + 1) && belongTogether(row, after)
    items.push({ kind: 'message', key: row.key, row, continues, continued })
  })
  const below = gaps.get(rows.length)
  if (below && rows.length > 0) items.push(gapItem(below))
  return reuse(items, previous)
}

interface FoldedFlood extends Flood {
  isOpen: boolean
}

const NOTHING: ReadonlySet<string> = new Set()

/** The floods by the places of their rows. */
function floodsOf(
  { rows, mostAtOnce = FLOOD.most, unfolded = NOTHING }: HistoryInput,
  isApart: (index: number) => boolean,
): Map<number, FoldedFlood> {
  const floods = new Map<number, FoldedFlood>()
  for (const flood of floodsIn(rows, mostAtOnce, isApart)) {
    const inside = rows.slice(flood.first, flood.last)
    const isOpen = unfolded.size > 0 && inside.some(row => unfolded.has(row.key))
    for (let index = flood.first; index <= flood.last; index += 1) floods.set(index, { ...flood, isOpen })
  }
  return floods
}

function isSame(one: HistoryItem, other: HistoryItem): boolean {
  if (one.kind === 'flood' && other.kind === 'flood') return one.isOpen === other.isOpen && one.rows.length === other.rows.length
  if (one.kind !== 'message' || other.kind !== 'message') return one.kind === other.kind
  return (
    one.continues === other.continues &&
    one.continued === other.continued &&
    one.row.order === other.row.order &&
    one.row.sentAt === other.row.sentAt
  )
}

function reuse(items: HistoryItem[], previous: readonly HistoryItem[]): HistoryItem[] {
  const known = new Map(previous.map(item => [item.key, item]))
  return items.map(item => {
    const old = known.get(item.key)
    return old && isSame(old, item) ? old : item
  })
}
