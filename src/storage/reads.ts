import type { PostKey } from '#model/keys.ts'
import type { AccountDb } from './schema.ts'

/**
 * Notes that posts were read; what was read before keeps its time.
 * @returns those that were not read before
 */
export async function addReads(db: AccountDb, keys: readonly PostKey[], at: number): Promise<PostKey[]> {
  const known = await db.reads.bulkGet([...keys])
  const fresh = keys.filter((_, index) => known[index] === undefined)
  await db.reads.bulkPut(fresh.map(postKey => ({ postKey, at })))
  return fresh
}

export async function dropReads(db: AccountDb, keys: readonly PostKey[]): Promise<void> {
  await db.reads.bulkDelete([...keys])
}

/** Which of these were read. */
export async function readAmong(db: AccountDb, keys: readonly PostKey[]): Promise<Set<PostKey>> {
  const rows = await db.reads.bulkGet([...keys])
  return new Set(rows.flatMap(row => row?.postKey ?? []))
}

/** What was read from a moment on: few keys of one index range, for a live query. */
export function readSince(db: AccountDb, since: number): Promise<PostKey[]> {
  return db.reads.where('at').aboveOrEqual(since).primaryKeys()
}

export async function forgetOldReads(db: AccountDb, before: number): Promise<void> {
  await db.reads.where('at').below(before).delete()
}
