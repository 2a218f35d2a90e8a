import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type SessionTrouble, needsPerson } from '#model/session-state.ts'
import { type Ending, ReconnectPolicy } from './reconnect.ts'

const failed = (trouble: SessionTrouble | null, onlineMs: number | null = null): Ending => ({
  trouble,
  detail: '',
  onlineMs,
  tryOthers: false,
})

test('1 s doubling to 120 s, the whole of it left to chance', () => {
  const policy = new ReconnectPolicy(() => 1)
  const delays = Array.from({ length: 10 }, () => policy.plan(failed('refused')).delayMs)
  expect(delays).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 120_000, 120_000, 120_000])
  expect(new ReconnectPolicy(() => 0).plan(failed('refused'))).toEqual({ delayMs: 0 })
})

test('a thousand clients of a restarted server do not come at once', () => {
  const delays = Array.from({ length: 1_000 }, (_, client) => {
    const policy = new ReconnectPolicy(() => client / 1_000)
    for (let attempt = 0; attempt < 3; attempt += 1) policy.plan(failed(null))
    return policy.plan(failed(null)).delayMs ?? 0
  })
  expect(Math.max(...delays) - Math.min(...delays)).toBeGreaterThan(5_000)
})

test('a connection that lasted starts from the short delays, one that was lost at once does not', () => {
  const policy = new ReconnectPolicy(() => 1)
  for (let attempt = 0; attempt < 5; attempt += 1) policy.plan(failed('refused'))
  expect(policy.plan(failed(null, 500)).delayMs).toBe(32_000)
  expect(policy.plan(failed(null, 60_000)).delayMs).toBe(1_000)
})

test('network back, tab in front: short delays again', () => {
  const policy = new ReconnectPolicy(() => 1)
  for (let attempt = 0; attempt < 5; attempt += 1) policy.plan(failed('refused'))
  policy.reset()
  expect(policy.plan(failed('refused')).delayMs).toBe(1_000)
})

test('other credentials are tried at once and count as no failure', () => {
  const policy = new ReconnectPolicy(() => 1)
  expect(policy.plan({ ...failed('credentials-needed'), tryOthers: true }).delayMs).toBe(0)
  expect(policy.plan(failed('refused')).delayMs).toBe(1_000)
})

describe('a conflict', () => {
  test('gets one slow retry, then none', () => {
    const policy = new ReconnectPolicy(() => 0)
    expect(policy.plan(failed('conflict', 5_000)).delayMs).toBe(30_000)
    policy.reset()
    expect(policy.plan(failed('conflict', 5_000)).delayMs).toBeNull()
  })

  test('is forgotten after a long good time, and when somebody asks for the connection', () => {
    const policy = new ReconnectPolicy(() => 0)
    policy.plan(failed('conflict', 5_000))
    expect(policy.plan(failed('conflict', 700_000)).delayMs).toBe(30_000)
    policy.resetByPerson()
    expect(policy.plan(failed('conflict', 5_000)).delayMs).toBe(30_000)
  })
})

test('what only a person can mend is not tried again, whatever came before', () => {
  const trouble = fc.constantFrom<SessionTrouble>(
    'wrong-password',
    'unknown-account',
    'no-safe-mechanism',
    'server-not-authentic',
    'credentials-needed',
    'account-gone',
    'refused',
    'timeout',
    'server-error',
    'tls',
  )
  fc.assert(
    fc.property(fc.array(trouble, { minLength: 1, maxLength: 20 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (troubles, chance) => {
      const policy = new ReconnectPolicy(() => chance)
      for (const next of troubles) {
        const { delayMs } = policy.plan(failed(next))
        expect(delayMs === null).toBe(needsPerson(next))
        expect(delayMs ?? 0).toBeLessThanOrEqual(120_000)
      }
    }),
  )
})
