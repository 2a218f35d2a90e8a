import { muteIdOf } from '#model/mute.ts'
import type { Mute } from '#model/record.ts'
import type { AccountDb } from '#storage/schema.ts'
import { setRecord } from './set-record.ts'

export async function unmute(db: AccountDb, { what, target, now }: Pick<Mute, 'what' | 'target'> & { now: number }): Promise<true> {
  await setRecord(db, { kind: 'mute', id: muteIdOf({ what, target }), value: null, now })
  return true
}
