import type { AccountDb } from './schema.ts'

/** When this device was looked at last, and when the absence before that began. Epoch ms. */
interface Absence {
  seenAt: number
  since: number | null
}

const KEY = 'absence'

async function read(db: AccountDb): Promise<Partial<Absence>> {
  return (await db.settings.get(KEY))?.value ?? {}
}

/** The beginning of the last absence, or when the reader had caught up after it; null when nothing is known of any. */
export async function absentSince(db: AccountDb): Promise<number | null> {
  return (await read(db)).since ?? null
}

/** Somebody is here. Who was not for longer than `shortest` comes back from an absence. */
export async function noteHere(db: AccountDb, now: number, shortest: number): Promise<void> {
  await db.transaction('rw', db.settings, async () => {
    const { seenAt, since = null } = await read(db)
    const isBack = seenAt !== undefined && now - seenAt > shortest
    await db.settings.put({ key: KEY, value: { seenAt: now, since: isBack ? seenAt : since } })
  })
}

/** Everything until now is known: an absence begins with the next one. @returns what it was before, for the one who changes their mind */
export async function noteCaughtUp(db: AccountDb, since: number | null): Promise<number | null> {
  return await db.transaction('rw', db.settings, async () => {
    const { seenAt = since ?? 0, since: before = null } = await read(db)
    await db.settings.put({ key: KEY, value: { seenAt, since } })
    return before
  })
}
