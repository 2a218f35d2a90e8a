import { randomId } from '#shared/ids.ts'
import { furtherDraftKey, NEW_POST } from '#storage/drafts.ts'
import type { AccountDb, Draft } from '#storage/schema.ts'
import { uploadsOf } from '#storage/uploads.ts'

/**
 * Keeps a draft for later. The one a new post starts from moves away with its files, so that the next post starts empty.
 * @returns the key it has from now on
 */
export async function setDraftAside(db: AccountDb, draft: Draft): Promise<string> {
  const key = draft.key === NEW_POST ? furtherDraftKey(randomId()) : draft.key
  await db.transaction('rw', db.drafts, db.uploads, async () => {
    await db.drafts.put({ ...draft, key })
    if (key === draft.key) return
    await db.drafts.delete(draft.key)
    for (const { id } of await uploadsOf(db, draft.key)) await db.uploads.update(id, { owner: key })
  })
  return key
}
