import { expect, test } from 'vitest'
import { rangeIn, survivor } from './drawn-rows.ts'
import { RowHeights } from './row-heights.ts'

const rows = (...keys: string[]): string[] => keys

test('heights go with their rows, whatever comes in above, and rows that were never drawn are as usual', () => {
  const heights = new RowHeights(100)
  heights.setKeys(rows('a', 'b', 'c'))
  expect(heights.measure(1, 40)).toBe(true)
  expect(heights.measure(1, 40)).toBe(false)
  expect([heights.startOf(2), heights.total]).toEqual([140, 240])
  heights.setKeys(rows('new', 'a', 'b', 'c'))
  expect([heights.startOf(2), heights.startOf(3), heights.startOf(4), heights.total]).toEqual([200, 240, 340, 340])
})

test('a place belongs to the row that covers it, and beyond the ends to the first and the last', () => {
  const heights = new RowHeights(100)
  heights.setKeys(rows('a', 'b', 'c'))
  heights.measure(1, 0)
  expect([-5, 0, 99, 100, 199, 5000].map(place => heights.indexAt(place))).toEqual([0, 0, 0, 2, 2, 2])
})

test('what was drawn is drawn again where it is now', () => {
  const drawn = { keys: rows('a', 'b', 'c', 'd', 'e'), start: 1, end: 4, held: 2 }
  expect(rangeIn(drawn, drawn.keys)).toEqual({ start: 1, end: 4 })
  expect(rangeIn(drawn, rows('x', 'y', 'a', 'b', 'c', 'd', 'e'))).toEqual({ start: 3, end: 6 })
  expect(rangeIn(drawn, rows('c', 'd', 'e'))).toEqual({ start: 0, end: 2 })
})

test('where the row that is held is gone the next one is, else the one before; of another list the beginning is drawn', () => {
  const drawn = { keys: rows('a', 'b', 'c', 'd'), start: 0, end: 4, held: 2 }
  expect(survivor(drawn, rows('a', 'b', 'd'))).toEqual({ old: 3, now: 2 })
  expect(survivor(drawn, rows('a', 'b'))).toEqual({ old: 1, now: 1 })
  expect(survivor(drawn, rows('z'))).toBeUndefined()
  expect(rangeIn(drawn, rows('z'))).toEqual({ start: 0, end: 1 })
})
