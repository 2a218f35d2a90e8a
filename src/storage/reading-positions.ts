import type { PostKey } from '#model/keys.ts'
import type { AccountDb } from './schema.ts'

/** Where somebody reads in a view: a post, and how far below the upper edge of the window it begins. */
export interface ReadingPosition {
  postKey: PostKey
  /** Its place in the view, to find the way where the post is gone. */
  sortAt: number
  /** In px; negative where its beginning is above the window. */
  offset: number
}

const keyOf = (view: string): string => `position:${view}`

/** @returns null where the view is read from its beginning */
export async function readingPosition(db: AccountDb, view: string): Promise<ReadingPosition | null> {
  return ((await db.settings.get(keyOf(view)))?.value as ReadingPosition | undefined) ?? null
}

export async function keepReadingPosition(db: AccountDb, view: string, position: ReadingPosition | null): Promise<void> {
  if (position) await db.settings.put({ key: keyOf(view), value: position })
  else await db.settings.delete(keyOf(view))
}
