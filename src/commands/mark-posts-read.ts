import type { PostKey } from '#model/keys.ts'
import { addReads } from '#storage/reads.ts'
import type { AccountDb } from '#storage/schema.ts'

/** Posts were before somebody's eyes. Known to this device only. @returns those that were not read before */
export async function markPostsRead(db: AccountDb, { keys, now }: { keys: readonly PostKey[]; now: number }): Promise<PostKey[]> {
  return await db.transaction('rw', db.reads, () => addReads(db, keys, now))
}
