import { muteIdOf } from '#model/mute.ts'
import type { Mute } from '#model/record.ts'
import type { AccountDb } from '#storage/schema.ts'
import { setRecord } from './set-record.ts'

/** Keeps something out of the feed, on all my devices. */
export async function mute(db: AccountDb, { now, ...value }: Mute & { now: number }): Promise<true> {
  await setRecord(db, { kind: 'mute', id: muteIdOf(value), value, now })
  return true
}
