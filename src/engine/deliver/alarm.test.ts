import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createAlarm } from './alarm.ts'

const DAY = 24 * 60 * 60_000

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }))
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

test('what is due in forty days rings then, not at once as a timer of that length would', () => {
  const ring = vi.fn()
  const timers = vi.spyOn(globalThis, 'setTimeout')
  createAlarm(Date.now, ring).set(Date.now() + 40 * DAY)
  expect(timers.mock.calls[0]?.[1]).toBeLessThan(2 ** 31)
  vi.advanceTimersByTime(40 * DAY - 1)
  expect(ring).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(ring).toHaveBeenCalledTimes(1)
})

test('after the device slept, it rings within a minute of waking up', () => {
  const ring = vi.fn()
  createAlarm(Date.now, ring).set(Date.now() + DAY)
  // The clock went on, the timers did not.
  vi.setSystemTime(Date.now() + DAY)
  vi.advanceTimersByTime(60_000)
  expect(ring).toHaveBeenCalledTimes(1)
})

test('an earlier wish comes first, and a later one is the business of whoever is woken', () => {
  const ring = vi.fn()
  const alarm = createAlarm(Date.now, ring)
  alarm.set(Date.now() + 5000)
  alarm.set(Date.now() + 1000)
  alarm.set(Date.now() + 9000)
  vi.advanceTimersByTime(1000)
  expect(ring).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(DAY)
  expect(ring).toHaveBeenCalledTimes(1)
})

test('stopped, it is silent', () => {
  const ring = vi.fn()
  const alarm = createAlarm(Date.now, ring)
  alarm.set(Date.now() + 2 * 60_000)
  vi.advanceTimersByTime(61_000)
  alarm.stop()
  vi.advanceTimersByTime(DAY)
  expect(ring).not.toHaveBeenCalled()
})
