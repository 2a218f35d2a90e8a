import { describe, expect, test } from 'vitest'
import type { ArchiveGap } from '#model/message.ts'
import type { BareJid } from '#shared/jid.ts'
import { type HistoryItem, historyItems, type HistoryRow } from './history-items.ts'

const ada = 'ada@example.org' as BareJid
const me = 'me@example.org' as BareJid
const noon = new Date(2026, 5, 1, 12).getTime()
const MINUTE = 60_000

function row(key: string, minutes: number, from: BareJid = ada): HistoryRow {
  const at = noon + minutes * MINUTE
  return { key, order: at, direction: from === me ? 'out' : 'in', sentAt: at, from }
}

function gap(id: number, olderOrder: number, newerOrder: number): ArchiveGap {
  return { id, archive: me, olderId: 'a', newerId: 'b', olderOrder, newerOrder }
}

const plain = { gaps: [], dividerOrder: null, reachesStoredEnd: true }
const outline = (items: readonly HistoryItem[]): string =>
  items.map(item => (item.kind === 'message' ? `${item.continues ? '-' : ''}${item.key}${item.continued ? '-' : ''}` : item.kind)).join(' ')

describe('a flood', () => {
  const rows = [row('a', 0), ...Array.from({ length: 30 }, (_, index) => row(`f${index}`, 10)), row('z', 60)]

  test('is one line and the last of it, until it is unfolded; then all of it stands below that line', () => {
    const folded = historyItems({ ...plain, rows })
    expect(outline(folded)).toBe('edge day a flood -f29 z')
    const line = folded.find(item => item.kind === 'flood')
    expect(line).toMatchObject({ isOpen: false, rows: { length: 29 } })
    const open = historyItems({ ...plain, rows, unfolded: new Set(['f0']) }, folded)
    expect(open.filter(item => item.kind === 'message')).toHaveLength(32)
    expect(open.find(item => item.kind === 'flood')).toMatchObject({ key: line?.key, isOpen: true })
  })

  test('is unfolded by any message in it that has to be seen, and is parted by the line "New"', () => {
    expect(historyItems({ ...plain, rows, unfolded: new Set(['f7']) }).filter(item => item.kind === 'message')).toHaveLength(32)
    const parted = rows.map((each, index) => ({ ...each, order: index }))
    expect(outline(historyItems({ ...plain, rows: parted, dividerOrder: 22 }))).toBe(
      'edge day a flood -f21 divider f22- -f23- -f24- -f25- -f26- -f27- -f28- -f29 z',
    )
  })
})

describe('the lines of a history', () => {
  test('messages of one person within minutes stand together, a new day parts them', () => {
    const rows = [row('a', 0), row('b', 1), row('c', 2, me), row('d', 20, me), row('e', 24 * 60, me)]
    expect(outline(historyItems({ ...plain, rows }))).toBe('edge day a- -b c d day e')
  })

  test('"New" stands before the first unread message that came in, not before my own', () => {
    const rows = [row('a', 0), row('mine', 1, me), row('b', 2)]
    expect(outline(historyItems({ ...plain, rows, dividerOrder: rows[0]?.order ?? 0 }))).toBe('edge day a mine divider b')
  })

  test('"New" is not drawn at the top of what is loaded while its true place may lie above it', () => {
    const rows = [row('b', 2), row('c', 3)]
    const input = { ...plain, rows, dividerOrder: noon }
    expect(outline(historyItems({ ...input, reachesStoredEnd: false }))).toBe('edge day b- -c')
    expect(outline(historyItems(input))).toBe('edge day divider b- -c')
  })

  test('a gap is drawn where it lies, and messages on both sides of it are not grouped', () => {
    const rows = [row('a', 0), row('b', 1)]
    const items = historyItems({ ...plain, rows, gaps: [gap(7, noon, noon + MINUTE)] })
    expect(outline(items)).toBe('edge day a gap b')
  })

  test('two gaps of the account between the same two messages are one line that loads both', () => {
    const rows = [row('a', 0), row('b', 9)]
    const gaps = [gap(1, noon + MINUTE, noon + 2 * MINUTE), gap(2, noon + 4 * MINUTE, noon + 5 * MINUTE)]
    const items = historyItems({ ...plain, rows, gaps })
    expect(items.find(item => item.kind === 'gap')).toMatchObject({ gapIds: [1, 2] })
  })

  test('lines that did not change keep their identity, so that a new message redraws no other row', () => {
    const rows = [row('a', 0), row('b', 1), row('c', 2)]
    const before = historyItems({ ...plain, rows })
    const after = historyItems({ ...plain, rows: [...rows.map(one => ({ ...one })), row('d', 60)] }, before)
    expect(after.slice(0, before.length).every((item, index) => item === before[index])).toBe(true)
  })
})
