import type { QuietHours } from '#model/quiet-hours.ts'
import { quietHours } from '#storage/quiet-hours.ts'
import type { AccountDb } from '#storage/schema.ts'
import { setRecord } from './set-record.ts'

/** Changes some of when nothing rings, from what it is by then: two changes may follow quickly on each other. */
export async function changeQuietHours(db: AccountDb, change: (hours: QuietHours) => Partial<QuietHours>, now: number): Promise<void> {
  await db.transaction('rw', db.records, db.outbox, async () => {
    const hours = await quietHours(db)
    await setRecord(db, { kind: 'quiet', id: 'hours', value: { ...hours, ...change(hours) }, now })
  })
}
