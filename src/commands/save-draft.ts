import type { AccountDb, Draft } from '#storage/schema.ts'

interface Saving extends Omit<Draft, 'updatedAt' | 'extras'> {
  now: number
}

/** Keeps what was typed and not yet sent. */
export async function saveDraft(db: AccountDb, { now, ...draft }: Saving): Promise<void> {
  await db.drafts.put({ ...draft, updatedAt: now })
}
