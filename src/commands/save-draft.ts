import type { NodeKey } from '#model/keys.ts'
import type { AccountDb } from '#storage/schema.ts'

/** Keeps what was typed and not yet sent. */
export async function saveDraft(
  db: AccountDb,
  { key, title, text, target, now }: { key: string; title: string; text: string; target: NodeKey | null; now: number },
): Promise<void> {
  await db.drafts.put({ key, title, text, target, updatedAt: now })
}
