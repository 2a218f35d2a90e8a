import { saysNothing } from '#storage/drafts.ts'
import { uploadsOf } from '#storage/uploads.ts'
import type { AccountDb, Draft } from '#storage/schema.ts'

/** Keeps what was written of a post. One with neither words nor files is no draft. */
export async function savePostDraft(db: AccountDb, draft: Draft): Promise<void> {
  await db.transaction('rw', db.drafts, db.uploads, async () => {
    const isEmpty = saysNothing(draft) && (await uploadsOf(db, draft.key)).length === 0
    if (isEmpty) await db.drafts.delete(draft.key)
    else await db.drafts.put(draft)
  })
}
