import { readRecord, type RecordKind, recordKeyOf, type RecordValues } from '#model/record.ts'
import { KithError } from '#shared/errors.ts'
import { dropRows, intentsOf } from '#storage/lane.ts'
import { addIntent } from '#storage/outbox.ts'
import type { AccountDb } from '#storage/schema.ts'

interface Change<Kind extends RecordKind> {
  kind: Kind
  id: string
  /** Null takes it away. */
  value: RecordValues[Kind] | null
  now: number
  /** Epoch ms before which it need not be told, for what changes often. */
  notBefore?: number
}

/**
 * Sets something that all my devices agree on. One row of the outbox tells whatever is wanted by then.
 * @throws KithError `malformed` for a value that the other devices would not take
 */
export async function setRecord<Kind extends RecordKind>(db: AccountDb, change: Change<Kind>): Promise<void> {
  const { kind, id, value, now, notBefore = 0 } = change
  const key = recordKeyOf(kind, id)
  if (value !== null && !readRecord(key, value)) throw new KithError('malformed', `no ${kind} is like this`)
  await db.transaction('rw', db.records, db.outbox, async () => {
    const known = await db.records.get(key)
    if (value === null && !known) return
    const intent = { kind: 'tell-record', recordKey: key } as const
    const waiting = await intentsOf(db, intent, ['tell-record'])
    // One that is on its way may have read what was wanted before.
    await dropRows(
      db,
      waiting.filter(row => row.attempts === 0),
    )
    // Never older than what it takes the place of, however the clocks are set.
    const changedAt = Math.max(now, (known?.changedAt ?? 0) + 1)
    // Fields of a later version stay.
    await db.records.put({ key, kind, id, value: value && { ...known?.value, ...value }, changedAt, state: 'pending' })
    await addIntent(db, intent, now, notBefore)
  })
}
