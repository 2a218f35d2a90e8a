import type { Mute } from '#model/record.ts'
import type { AccountDb } from '#storage/schema.ts'
import { changeMute } from './change-mute.ts'

/** @returns how it was muted, null where it was not */
export async function unmute(db: AccountDb, { now, ...what }: Pick<Mute, 'what' | 'target'> & { now: number }): Promise<Mute | null> {
  return await changeMute(db, what, null, now)
}
