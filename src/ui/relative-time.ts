import type { IntlShape } from 'react-intl'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** "now", "5 min. ago", "3 hr. ago", "yesterday", then the date; the year only when it is another one. Times in epoch ms. */
export function relativeTime(intl: IntlShape, at: number, now: number): string {
  const age = now - at
  const relative = (value: number, unit: Intl.RelativeTimeFormatUnit) =>
    intl.formatRelativeTime(value, unit, { numeric: 'auto', style: 'narrow' })
  if (age < MINUTE) return intl.formatRelativeTime(0, 'second', { numeric: 'auto' })
  if (age < HOUR) return relative(-Math.floor(age / MINUTE), 'minute')
  if (age < DAY) return relative(-Math.floor(age / HOUR), 'hour')
  if (age < 7 * DAY) return relative(-Math.floor(age / DAY), 'day')
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear()
  return intl.formatDate(at, { day: 'numeric', month: 'short', ...(sameYear ? {} : { year: 'numeric' }) })
}
