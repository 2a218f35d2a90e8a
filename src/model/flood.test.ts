import { expect, test } from 'vitest'
import { FLOOD, floodsIn } from './flood.ts'

const START = Date.UTC(2026, 0, 1, 12)
const row = (second: number, from = 'ada', direction: 'in' | 'out' = 'in') => ({ from, direction, sentAt: START + second * 1_000 })
const many = (count: number, second: number, from = 'ada', direction: 'in' | 'out' = 'in') =>
  Array.from({ length: count }, () => row(second, from, direction))
const never = () => false
const found = (rows: Parameters<typeof floodsIn>[0], most: number = FLOOD.most, isApart: (index: number) => boolean = never) =>
  floodsIn(rows, most, isApart)
    .map(({ first, last }) => [first, last])
    .toReversed()

test('more than so many of one sender within one stretch of the clock are a flood; a stranger needs fewer', () => {
  expect(found(many(20, 3))).toEqual([])
  expect(found(many(21, 3))).toEqual([[0, 20]])
  expect(found(many(9, 3), FLOOD.mostOfStranger)).toEqual([[0, 8]])
})

test('slow ones, those of several and my own are none', () => {
  expect(found(Array.from({ length: 60 }, (_, second) => row(second)))).toEqual([])
  expect(found(Array.from({ length: 60 }, (_, index) => row(3, index % 2 === 0 ? 'ada' : 'ben')))).toEqual([])
  expect(found(many(60, 3, 'me', 'out'))).toEqual([])
})

test('what stands between two of them parts a flood, and no two have one key', () => {
  const keys = floodsIn([...many(30, 3), row(3, 'me', 'out'), ...many(30, 3)], FLOOD.most, never).map(({ key }) => key)
  expect(new Set(keys).size).toBe(2)
  expect(found(many(50, 3), FLOOD.most, index => index === 25)).toEqual([
    [0, 24],
    [25, 49],
  ])
})

test('it keeps its key and its bounds whatever else of the history is loaded', () => {
  const all = [...many(30, 5), ...many(30, 15), ...many(30, 25)]
  const keys = floodsIn(all, FLOOD.most, never).map(({ key }) => key)
  expect(keys).toHaveLength(3)
  // Also while only some of it is loaded.
  expect(floodsIn(all.slice(35), FLOOD.most, never).map(({ key }) => key)).toEqual(keys.slice(0, 2))
  expect(floodsIn([...all, ...many(5, 26)], FLOOD.most, never).map(({ key }) => key)).toEqual(keys)
})
