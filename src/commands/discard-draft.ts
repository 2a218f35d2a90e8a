import type { Upload } from '#model/upload.ts'
import { dropUploads, uploadsOf } from '#storage/uploads.ts'
import type { AccountDb, Draft } from '#storage/schema.ts'

/** What `restoreDraft` puts back. */
export interface DiscardedDraft {
  draft: Draft
  files: Upload[]
}

/**
 * Gives up what was written, with the files that were chosen for it.
 * @param latest what is in the fields, where that is not stored yet
 * @returns undefined when there was nothing
 */
export async function discardDraft(db: AccountDb, key: string, latest?: Draft): Promise<DiscardedDraft | undefined> {
  return await db.transaction('rw', db.drafts, db.uploads, async () => {
    const draft = latest ?? (await db.drafts.get(key))
    const files = await uploadsOf(db, key)
    await db.drafts.delete(key)
    await dropUploads(db, key)
    return draft && { draft, files }
  })
}
