import { muteIdOf } from '#model/mute.ts'
import type { Mute } from '#model/record.ts'
import { recordValue } from '#storage/records.ts'
import type { AccountDb } from '#storage/schema.ts'
import { setRecord } from './set-record.ts'

type What = Pick<Mute, 'what' | 'target'>

/** Mutes something, or lets it in again (null). @returns how it was muted before, null where it was not */
export async function changeMute(db: AccountDb, what: What, value: Mute | null, now: number): Promise<Mute | null> {
  const id = muteIdOf(what)
  return await db.transaction('rw', db.records, db.outbox, async () => {
    const before = await recordValue(db, 'mute', id)
    await setRecord(db, { kind: 'mute', id, value, now })
    return before ?? null
  })
}
