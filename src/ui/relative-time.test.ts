import { createIntl } from 'react-intl'
import { expect, test } from 'vitest'
import { relativeTime } from './relative-time.ts'

const now = new Date(2026, 5, 15, 12).getTime()
const MINUTE = 60_000

test.each([
  ['en', 5_000, 'now'],
  ['en', 5 * MINUTE, '5m ago'],
  ['en', 26 * 60 * MINUTE, 'yesterday'],
  ['en', 10 * 24 * 60 * MINUTE, 'Jun 5'],
  ['en', 400 * 24 * 60 * MINUTE, 'May 11, 2025'],
  ['de', 26 * 60 * MINUTE, 'gestern'],
  ['ja', 3 * 60 * MINUTE, '3時間前'],
])('%s, %d ms ago: %s', (locale, age, text) => {
  expect(relativeTime(createIntl({ locale, messages: {} }), now - age, now)).toBe(text)
})
