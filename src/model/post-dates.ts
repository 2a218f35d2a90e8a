/** Dates of an entry as we keep them: real moments, not before 1970 and not after they were received. */
export interface EntryDates {
  publishedAt: number
  updatedAt: number
  /** Place in the feed: never later than when we first saw it, so that a date from the future buys no place at the top. */
  sortAt: number
}

/** @param publishedAt what the entry claims, null when it names no date */
export function datesOf(publishedAt: number | null, updatedAt: number | null, receivedAt: number): EntryDates {
  const clamp = (at: number): number => Math.min(Math.max(at, 1), receivedAt)
  const published = clamp(publishedAt ?? updatedAt ?? receivedAt)
  return { publishedAt: published, updatedAt: Math.max(published, clamp(updatedAt ?? published)), sortAt: published }
}
