/** What my devices agree on, whose clocks never do. */
import { afterEach, expect, test } from 'vitest'
import { setRecord } from '#commands/set-record.ts'
import { buildRecord, parseRecord } from '#protocol/kith-records.ts'
import { accountDb } from '#storage/db.ts'
import { recordValue, storeSeenRecord } from '#storage/records.ts'
import type { AccountDb } from '#storage/schema.ts'
import { seenRecord } from './records.ts'

const open: AccountDb[] = []
afterEach(async () => {
  for (const db of open.splice(0)) await db.delete()
})

test('what is changed here holds against what it takes the place of, however far ahead the clock was that wrote that', async () => {
  const db = accountDb(`kith:records-${Math.random()}`)
  open.push(db)
  const now = Date.now()
  const item = { id: 'view:all', publisher: null, payload: buildRecord({ reposts: false, replies: true }, now + 86_400_000) }
  const read = async (): Promise<void> => {
    const seen = seenRecord(item)
    if (seen) await storeSeenRecord(db, seen)
  }
  await read()
  await setRecord(db, { kind: 'view', id: 'all', value: { reposts: true, replies: true }, now: now + 1 })
  // The node still holds the other one when it is looked at again.
  await read()
  expect(await recordValue(db, 'view', 'all')).toMatchObject({ reposts: true })
  const mine = await db.records.get('view:all')
  expect(parseRecord(buildRecord(mine?.value, mine?.changedAt ?? 0))?.changedAt).toBeGreaterThan(seenRecord(item)?.changedAt ?? 0)
})
