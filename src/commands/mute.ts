import type { Mute } from '#model/record.ts'
import type { AccountDb } from '#storage/schema.ts'
import { changeMute } from './change-mute.ts'

/** Keeps something out of the feed, on all my devices. @returns how it was muted before, null where it was not */
export async function mute(db: AccountDb, { now, ...value }: Mute & { now: number }): Promise<Mute | null> {
  return await changeMute(db, value, value, now)
}
