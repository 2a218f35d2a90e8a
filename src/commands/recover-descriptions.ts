import { descriptionDraftKey } from '#storage/drafts.ts'
import type { AccountDb } from '#storage/schema.ts'

/** Descriptions of files that were typed in the last moment of a page, when there was no time for the file's own row. */
export async function recoverDescriptions(db: AccountDb): Promise<void> {
  await db.transaction('rw', db.uploads, db.drafts, async () => {
    const prefix = descriptionDraftKey('')
    for (const { key, text } of await db.drafts.where('key').startsWith(prefix).toArray()) {
      await db.uploads.update(key.slice(prefix.length), { alt: text })
      await db.drafts.delete(key)
    }
  })
}
