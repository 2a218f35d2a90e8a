import type { AccountDb } from '#storage/schema.ts'

export async function deleteDraft(db: AccountDb, key: string): Promise<void> {
  await db.drafts.delete(key)
}
