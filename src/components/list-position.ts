import type { PostKey } from '#model/keys.ts'
import type { ReadingPosition } from '#model/record.ts'
import { readingPosition } from '#storage/reading-positions.ts'
import type { AccountDb } from '#storage/schema.ts'
import type { Place } from '#ui/steady-list/reader-place.ts'
import type { FeedItem } from './feed-items.ts'
import { forget, recall, remember } from './use-remembered.ts'

/** Where the reader of a list of posts is, for as long as the page is open; the account's database has it for longer. */
export interface ListPosition extends Place {
  sortAt: number
}

const positionName = (list: string): string => `position ${list}`
const bottomName = (list: string): string => `bottom ${list}`

export function recallPosition(db: AccountDb, list: string): ListPosition | undefined {
  return recall(db, positionName(list))
}

/** @param place undefined at the beginning of the list */
export function rememberPosition(db: AccountDb, list: string, items: readonly FeedItem[], place: Place | undefined): void {
  const item = place && items.find(({ id }) => id === place.key)
  if (item?.kind === 'post') remember(db, positionName(list), { ...place, sortAt: item.row.sortAt })
  else forget(db, positionName(list))
}

/** What is known of a place, for the next time that the page is opened and for other devices. */
export function positionToKeep(db: AccountDb, list: string): ReadingPosition | null {
  const position = recallPosition(db, list)
  return position ? { postKey: position.key as PostKey, sortAt: position.sortAt, offset: position.offset } : null
}

/** The list opens there the next time that it is drawn. */
export function goOnAt(db: AccountDb, list: string, { postKey, sortAt, offset }: ReadingPosition): void {
  remember(db, positionName(list), { key: postKey, offset, sortAt })
  rememberBottom(db, list, sortAt)
}

/** Once for each time that the page is opened: the list begins where it was left, and reaches down to there. */
export async function restorePosition(db: AccountDb, list: string): Promise<void> {
  const name = `restored ${list}`
  if (recall(db, name)) return
  const kept = await readingPosition(db, list)
  remember(db, name, true)
  if (!kept || recallPosition(db, list)) return
  goOnAt(db, list, kept)
}

/** The list opens at its beginning the next time. */
export function forgetPosition(db: AccountDb, list: string): void {
  forget(db, positionName(list))
  forgetBottom(db, list)
}

/** The place of the last row of a list. */
export function recallBottom(db: AccountDb, list: string): number | undefined {
  return recall(db, bottomName(list))
}

export function rememberBottom(db: AccountDb, list: string, sortAt: number | undefined): void {
  remember(db, bottomName(list), sortAt)
}

export function forgetBottom(db: AccountDb, list: string): void {
  forget(db, bottomName(list))
}

/** Where a list opens: with the post that was looked at, or with the next older one where that is gone. */
export function openingOf(position: ListPosition | undefined, items: readonly FeedItem[]): Place | 'start' {
  if (!position) return 'start'
  const found =
    items.find(({ id }) => id === position.key) ?? items.find(item => item.kind === 'post' && item.row.sortAt <= position.sortAt)
  return found ? { key: found.id, offset: position.offset } : 'start'
}
