import { randomId } from '#shared/ids.ts'
import { furtherDraftKey, NEW_POST } from '#storage/drafts.ts'
import type { AccountDb } from '#storage/schema.ts'
import type { DiscardedDraft } from './discard-draft.ts'

/** Puts a discarded draft back; beside the one that was begun in its place meanwhile. */
export async function restoreDraft(db: AccountDb, { draft, files }: DiscardedDraft): Promise<boolean> {
  return await db.transaction('rw', db.drafts, db.uploads, async () => {
    const isTaken = (await db.drafts.get(draft.key)) !== undefined
    // Of an edit there is one; what was begun since then is the later word.
    if (isTaken && !draft.key.startsWith(NEW_POST)) return false
    const key = isTaken ? furtherDraftKey(randomId()) : draft.key
    await db.drafts.put({ ...draft, key })
    await db.uploads.bulkPut(files.map(file => ({ ...file, owner: key })))
    return true
  })
}
