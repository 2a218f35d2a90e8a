import type { PostKey } from '#model/keys.ts'
import { noteCaughtUp } from '#storage/absence.ts'
import { addReads, dropReads } from '#storage/reads.ts'
import type { AccountDb } from '#storage/schema.ts'

interface Finish {
  keys: readonly PostKey[]
  /** Nothing of the period is left: the reader need not come back to it. */
  isAll: boolean
  now: number
}

export interface Finished {
  keys: readonly PostKey[]
  isAll: boolean
  absentSince: number | null
}

/** Posts are told to be read without having been looked at. @returns what `resumeCatchUp` wants; undefined where all of them were read */
export async function finishCatchUp(db: AccountDb, { keys, isAll, now }: Finish): Promise<Finished | undefined> {
  return await db.transaction('rw', db.reads, db.settings, async () => {
    const fresh = await addReads(db, keys, now)
    const absentSince = isAll ? await noteCaughtUp(db, now) : null
    return fresh.length === 0 ? undefined : { keys: fresh, isAll, absentSince }
  })
}

/** Takes it back. */
export async function resumeCatchUp(db: AccountDb, { keys, isAll, absentSince }: Finished): Promise<boolean> {
  return await db.transaction('rw', db.reads, db.settings, async () => {
    await dropReads(db, keys)
    if (isAll) await noteCaughtUp(db, absentSince)
    return true
  })
}
