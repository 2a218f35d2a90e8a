import fc from 'fast-check'
import { expect, test } from 'vitest'
import { placeAround, placeBetween } from './archive-order.ts'

const anyStamp = fc.integer({ min: 1_600_000_000_000, max: 1_600_000_060_000 })

test('a run is placed strictly between its neighbours and strictly rising, however coarse or wrong the stamps are', () => {
  fc.assert(
    fc.property(fc.array(anyStamp, { maxLength: 200 }), anyStamp, fc.integer({ min: 1, max: 60_000 }), (stamps, floor, width) => {
      const placed = placeBetween(stamps, floor, floor + width)
      const all = [floor, ...placed, floor + width]
      for (let index = 1; index < all.length; index += 1) expect(all[index]).toBeGreaterThan(all[index - 1] ?? Infinity)
    }),
  )
})

test('a hundred messages of one second keep their order, and the page before them fits below', () => {
  const second = 1_700_000_000_000
  const newer = placeBetween(Array<number>(100).fill(second), -Infinity, Infinity)
  const older = placeBetween(Array<number>(100).fill(second), -Infinity, newer[0] ?? 0)
  expect(older.at(-1)).toBeLessThan(newer[0] ?? 0)
  expect(Math.abs((older[0] ?? 0) - second)).toBeLessThan(1)
})

test('a thousand messages of one second keep their order, with a gap through them that is filled from above', () => {
  const second = 1_700_000_000_000
  const page = (floor: number, ceiling: number, apart: boolean) =>
    placeBetween(Array<number>(100).fill(second), floor, ceiling, { below: apart })
  const known = placeBetween(Array<number>(300).fill(second), -Infinity, Infinity)
  const floor = known.at(-1) ?? 0
  let all = page(floor, Infinity, true)
  for (let left = 6; left > 0; left -= 1) all = [...page(floor, all[0] ?? 0, left > 1), ...all]
  all = [...known, ...all]
  for (let index = 1; index < all.length; index += 1) expect(all[index]).toBeGreaterThan(all[index - 1] ?? Infinity)
  expect((all.at(-1) ?? 0) - second).toBeLessThan(20)
})

test('a page that is read twice at a time, once with what lies below it, stays one row of numbers', () => {
  const second = 1_700_000_000_000
  const newest = placeBetween(Array<number>(10).fill(second), -Infinity, Infinity)
  const stamps = Array<number>(20).fill(second)
  const page = placeAround(stamps, [], -Infinity, newest[0] ?? 0)
  const older = placeBetween(Array<number>(10).fill(second), -Infinity, page[0] ?? 0)
  // The other reading has the last five of what is older as well, and knows some of them.
  const known = [...older.slice(5), ...page.slice(0, 12), ...Array<undefined>(8).fill(undefined)]
  const again = placeAround([...stamps.slice(15), ...stamps], known, -Infinity, newest[0] ?? 0)
  const all = [...older.slice(0, 5), ...again, ...newest]
  for (let index = 1; index < all.length; index += 1) expect(all[index]).toBeGreaterThan(all[index - 1] ?? Infinity)
  expect(again.slice(0, 17)).toEqual(known.slice(0, 17))
})

test('numbers that are not in order are given anew', () => {
  const placed = placeAround([1, 2, 3], [5, undefined, 4], 0, 10)
  expect(placed).toEqual([1, 2, 3])
})

test('stamps that fit are kept as they are', () => {
  expect(placeBetween([10, 20, 30], 5, 40)).toEqual([10, 20, 30])
})
