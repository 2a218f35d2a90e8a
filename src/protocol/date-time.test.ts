import { expect, test } from 'vitest'
import { buildDateTime, parseDateTime } from './date-time.ts'

test.each([
  ['2026-08-06T08:00:00Z', Date.UTC(2026, 7, 6, 8)],
  ['2026-08-06T08:00:00.123456Z', Date.UTC(2026, 7, 6, 8, 0, 0, 123)],
  ['2026-08-06T10:00:00+02:00', Date.UTC(2026, 7, 6, 8)],
  ['2026-08-06T10:00:00+0200', Date.UTC(2026, 7, 6, 8)],
  ['2026-08-06T08:00:00', Date.UTC(2026, 7, 6, 8)],
  ['2016-12-31T23:59:60Z', Date.UTC(2016, 11, 31, 23, 59, 59)],
])('%s is read', (text, at) => expect(parseDateTime(text)).toBe(at))

test.each(['', 'yesterday', '2026-02-30T00:00:00Z', '2026-13-01T00:00:00Z', '2026-08-06', '20260806T08:00:00', undefined, null])(
  '%s is no moment',
  text => expect(parseDateTime(text)).toBeUndefined(),
)

test('what is written is read back', () => {
  expect(parseDateTime(buildDateTime(1_700_000_000_123))).toBe(1_700_000_000_123)
})
