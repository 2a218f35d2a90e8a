import type { Upload } from '#model/upload.ts'
import { descriptionDraftKey } from '#storage/drafts.ts'
import type { AccountDb } from '#storage/schema.ts'

/**
 * Says what a picture shows, or that it is to be sent as it was chosen. What was sent already is sent anew in its other form. The draft
 * goes after that and by itself: what a page keeps in its last moment would wait behind a transaction over both, and go with the page.
 */
export async function describeFile(db: AccountDb, id: string, facts: Partial<Pick<Upload, 'alt' | 'original'>>): Promise<void> {
  await db.transaction('rw', db.uploads, async () => {
    const upload = await db.uploads.get(id)
    if (!upload) return
    const isAnother = facts.original !== undefined && facts.original !== upload.original && upload.blob !== null
    const again: Partial<Upload> = isAnother && upload.url !== null ? { state: 'prepared', url: null } : {}
    await db.uploads.update(id, { ...facts, ...again })
  })
  const key = descriptionDraftKey(id)
  if (facts.alt !== undefined && (await db.drafts.get(key))?.text === facts.alt) await db.drafts.delete(key)
}
