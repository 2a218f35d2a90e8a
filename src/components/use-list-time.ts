import { useSyncExternalStore } from 'react'
import { useText } from '#ui/text/use-text.ts'

function startOfToday(): number {
  return new Date().setHours(0, 0, 0, 0)
}

function everyMinute(onTick: () => void): () => void {
  const timer = setInterval(onTick, 60_000)
  return () => clearInterval(timer)
}

const DAY_MS = 86_400_000

/** Formats the time of a row in a list, as short as it can be told: the hour today, the weekday this week, else the date. */
export function useListTime(): (at: number) => string {
  const { intl } = useText()
  const today = useSyncExternalStore(everyMinute, startOfToday)
  return at => {
    if (at >= today) return intl.formatTime(at, { timeStyle: 'short' })
    if (at >= today - 6 * DAY_MS) return intl.formatDate(at, { weekday: 'short' })
    const thisYear = new Date(at).getFullYear() === new Date(today).getFullYear()
    return intl.formatDate(at, thisYear ? { day: 'numeric', month: 'short' } : { dateStyle: 'short' })
  }
}

/** Names a day above its messages: today, yesterday, the weekday, else the date. */
export function useDayName(): (at: number) => string {
  const { intl } = useText()
  const today = useSyncExternalStore(everyMinute, startOfToday)
  return at => {
    // Days are not all 24 hours long, hence the rounding.
    const days = Math.round((new Date(at).setHours(0, 0, 0, 0) - today) / DAY_MS)
    if (days === 0 || days === -1) return capitalised(intl.formatRelativeTime(days, 'day', { numeric: 'auto' }), intl.locale)
    if (days < 0 && days > -7) return capitalised(intl.formatDate(at, { weekday: 'long' }), intl.locale)
    return intl.formatDate(at, { dateStyle: 'long' })
  }
}

function capitalised(text: string, locale: string): string {
  const first = String.fromCodePoint(text.codePointAt(0) ?? 0)
  return first.toLocaleUpperCase(locale) + text.slice(first.length)
}
