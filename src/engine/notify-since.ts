import type { AccountDb } from '#storage/schema.ts'

const KEY = 'notify-since'

/** Since when likes and comments are news on this device: a first look at old posts is no reason to ring. Inside a transaction. */
export async function notifySince(db: AccountDb, now: number): Promise<number> {
  const since: unknown = (await db.settings.get(KEY))?.value
  if (typeof since === 'number') return since
  await db.settings.put({ key: KEY, value: now })
  return now
}
