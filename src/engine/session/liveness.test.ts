import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Liveness, QUICK_ANSWER_MS } from './liveness.ts'
import { Pause } from './pause.ts'

function setUp({ isVisible = true, queueMs = 0 } = {}) {
  const told: string[] = []
  const liveness = new Liveness({
    now: () => Date.now(),
    isVisible: () => isVisible,
    queueMs: () => queueMs,
    probe: () => void told.push('probe'),
    onDead: () => void told.push('dead'),
    onWake: () => void told.push('wake'),
  })
  return { liveness, told }
}

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

test('a silent link is asked after 30 s and dead 15 s later', () => {
  const { told } = setUp()
  vi.advanceTimersByTime(29_999)
  expect(told).toEqual([])
  vi.advanceTimersByTime(1)
  expect(told).toEqual(['probe'])
  vi.advanceTimersByTime(14_999)
  expect(told).toEqual(['probe'])
  vi.advanceTimersByTime(1)
  expect(told).toEqual(['probe', 'dead'])
})

test('a server that has much to read first is given the time for it', () => {
  const { liveness, told } = setUp({ queueMs: 20_000 })
  liveness.check()
  vi.advanceTimersByTime(34_999)
  expect(told).not.toContain('dead')
  vi.advanceTimersByTime(1)
  expect(told).toContain('dead')
})

test('any frame is a sign of life', () => {
  const { liveness, told } = setUp()
  for (let second = 0; second < 100; second += 1) {
    vi.advanceTimersByTime(1_000)
    if (second % 20 === 19) liveness.onFrame()
  }
  expect(told).toEqual([])
  vi.advanceTimersByTime(30_000)
  expect(told).toEqual(['probe'])
  liveness.onFrame()
  vi.advanceTimersByTime(29_000)
  expect(told).toEqual(['probe'])
})

test('in the background it is left in peace for two minutes', () => {
  const { told } = setUp({ isVisible: false })
  vi.advanceTimersByTime(119_000)
  expect(told).toEqual([])
  vi.advanceTimersByTime(1_000)
  expect(told).toEqual(['probe'])
})

test('after waking up the answer is due within 5 s, also when a longer wait was under way', () => {
  const { liveness, told } = setUp()
  liveness.check()
  liveness.check(QUICK_ANSWER_MS)
  liveness.check()
  vi.advanceTimersByTime(4_999)
  expect(told.filter(event => event === 'dead')).toEqual([])
  vi.advanceTimersByTime(1)
  expect(told.filter(event => event === 'dead')).toEqual(['dead'])
})

test('a clock that jumped says that the machine slept', () => {
  const { told } = setUp({ isVisible: false })
  vi.advanceTimersByTime(10_000)
  vi.setSystemTime(Date.now() + 3_600_000)
  vi.advanceTimersByTime(10_000)
  expect(told).toContain('wake')
})

test('once stopped it says nothing any more', () => {
  const { liveness, told } = setUp()
  liveness.check()
  liveness.stop()
  vi.advanceTimersByTime(600_000)
  expect(told).toEqual(['probe'])
})

test('a pause ends by time, by a person, and by circumstance only where that is enough', async () => {
  const pause = new Pause()
  const ended: string[] = []
  void pause.wait(1_000, 'person').then(() => ended.push('first'))
  pause.wake('circumstance')
  await Promise.resolve()
  expect(ended).toEqual([])
  await vi.advanceTimersByTimeAsync(1_000)
  expect(ended).toEqual(['first'])
  void pause.wait(null, 'circumstance').then(() => ended.push('second'))
  pause.wake('circumstance')
  await vi.advanceTimersByTimeAsync(0)
  expect(ended).toEqual(['first', 'second'])
  pause.wake('person')
})
