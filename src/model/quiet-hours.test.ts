import { describe, expect, test } from 'vitest'
import { type QuietHours, quietUntil } from './quiet-hours.ts'

const night: QuietHours = { on: true, days: [1, 2, 3, 4, 5], from: 22 * 60, to: 7 * 60 }
/** The first of June 2026 is a Monday. */
const at = (day: number, hour: number, minute = 0): number => new Date(2026, 5, day, hour, minute).getTime()

describe('by the clock on the wall', () => {
  test.each([
    ['Monday evening, until the morning', night, at(1, 23), at(2, 7)],
    ['Tuesday before dawn, for they began on Monday', night, at(2, 3), at(2, 7)],
    ['Monday before dawn, for none began on Sunday', night, at(1, 3), null],
    ['Saturday before dawn, for they began on Friday', night, at(6, 6, 59), at(6, 7)],
    ['Saturday evening', night, at(6, 23), null],
    ['the minute in which they begin', night, at(1, 22), at(2, 7)],
    ['the minute in which they end', night, at(2, 7), null],
    ['turned off', { ...night, on: false }, at(1, 23), null],
    ['on no day', { ...night, days: [] }, at(1, 23), null],
    ['at noon', { ...night, from: 720, to: 780 }, at(1, 12, 30), at(1, 13)],
    ['all of Monday', { ...night, days: [1], from: 0, to: 0 }, at(1, 15), at(2, 0)],
    ['all of Monday and Tuesday', { ...night, days: [1, 2], from: 0, to: 0 }, at(1, 15), at(3, 0)],
  ])('%s', (_when, hours, moment, end) => {
    expect(quietUntil(hours, moment)).toBe(end)
  })

  test('always is a week ahead and more, and no endless search', () => {
    const always = { ...night, days: [0, 1, 2, 3, 4, 5, 6], from: 0, to: 0 }
    expect(quietUntil(always, at(1, 15))).toBe(at(9, 0))
  })
})
