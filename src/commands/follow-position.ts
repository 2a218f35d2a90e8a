import { ownPosition } from '#storage/reading-positions.ts'
import type { AccountDb } from '#storage/schema.ts'

/** The reader goes on where another device of theirs is. */
export async function followPosition(db: AccountDb, view: string): Promise<void> {
  await db.transaction('rw', db.records, db.settings, () => ownPosition(db, view))
}
