import { dropUploads } from '#storage/uploads.ts'
import type { AccountDb } from '#storage/schema.ts'

/** Gives up what was written, with the files that were chosen for it. */
export async function discardDraft(db: AccountDb, key: string): Promise<void> {
  await db.transaction('rw', db.drafts, db.uploads, async () => {
    await db.drafts.delete(key)
    await dropUploads(db, key)
  })
}
