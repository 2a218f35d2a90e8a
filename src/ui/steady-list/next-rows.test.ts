import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AT_ONCE, nextRows, type Range } from './next-rows.ts'

const range = (limit: number): fc.Arbitrary<Range> =>
  fc.tuple(fc.nat(limit), fc.nat(limit)).map(([one, other]) => ({ start: Math.min(one, other), end: Math.max(one, other) }))
const within = (inner: Range, outer: Range): boolean => inner.start >= outer.start && inner.end <= outer.end

test('what can be seen is drawn at once, the rest so many rows at a time, until all that is near is there', () => {
  fc.assert(
    fc.property(range(200), range(200), fc.nat(200), fc.nat(200), fc.nat(20), (drawn, near, one, other, room) => {
      const [start, end] = [Math.min(one, other), Math.max(one, other)].map(at => Math.min(Math.max(at, near.start), near.end))
      const seen = { start: start ?? 0, end: end ?? 0 }
      const next = nextRows(drawn, seen, near, room)
      expect(within(next.range, near)).toBe(true)
      expect(within(seen, next.range)).toBe(true)
      const isNew = (index: number): boolean => index < drawn.start || index >= drawn.end
      const added = Array.from({ length: next.range.end - next.range.start }, (_, step) => next.range.start + step).filter(isNew)
      expect(next.added).toBe(added.length)
      expect(added.filter(index => index < seen.start || index >= seen.end).length).toBeLessThanOrEqual(
        Math.max(room, gapBetween(drawn, seen)),
      )

      let current: Range = drawn
      for (let frame = 0; frame < 200 / AT_ONCE + 2; frame += 1) current = nextRows(current, seen, near, AT_ONCE).range
      expect(current).toEqual(near)
    }),
  )
})

/** Rows between what is drawn and what can be seen do not wait: there would be a hole. */
function gapBetween(drawn: Range, seen: Range): number {
  return Math.max(0, seen.start - drawn.end, drawn.start - seen.end)
}

test('a row more above than below, where there is little above', () => {
  const near = { start: 2, end: 60 }
  expect(nextRows({ start: 5, end: 15 }, { start: 5, end: 15 }, near, 12)).toEqual({ range: { start: 2, end: 24 }, added: 12 })
  expect(nextRows({ start: 5, end: 15 }, { start: 40, end: 50 }, near, 12)).toEqual({ range: { start: 39, end: 51 }, added: 12 })
})
