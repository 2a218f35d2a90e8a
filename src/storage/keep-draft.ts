import type { AccountDb, Draft } from './schema.ts'

/**
 * Stores a draft, or takes it away, while the page is on its way out. The request is made and committed in this very task: a
 * transaction that waits for an answer first would be dropped with the page. Live queries are not told; there is nobody left to look.
 */
export function keepDraft(db: AccountDb, key: string, draft: Draft | null): void {
  if (!db.isOpen()) return
  const transaction = db.backendDB().transaction('drafts', 'readwrite')
  const drafts = transaction.objectStore('drafts')
  if (draft) drafts.put(draft)
  else drafts.delete(key)
  transaction.commit()
}
