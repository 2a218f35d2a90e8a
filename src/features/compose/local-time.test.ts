import { expect, test } from 'vitest'
import { fromField, nextHour, toField } from './local-time.ts'

test('a moment goes into the field and comes back, to the minute, by the clock on the wall', () => {
  const at = new Date(2031, 1, 3, 4, 5).getTime()
  expect(toField(at)).toBe('2031-02-03T04:05')
  expect(fromField('2031-02-03T04:05')).toBe(at)
})

test('an empty or unfinished field is no time', () => {
  expect([fromField(''), fromField('x')]).toEqual([0, 0])
  expect(toField(0)).toBe('')
})

test('what is offered is a full hour, at least one from now', () => {
  const half = new Date(2031, 1, 3, 22, 30, 10).getTime()
  expect(toField(nextHour(half))).toBe('2031-02-04T00:00')
  const full = new Date(2031, 1, 3, 9, 0, 0).getTime()
  expect(toField(nextHour(full))).toBe('2031-02-03T10:00')
})
