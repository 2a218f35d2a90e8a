import type { OutboxRow } from '#model/outbox.ts'
import type { AccountDb } from './schema.ts'

/** Takes a delivered row away in the transaction that settles its entity, so that neither is ever seen without the other. */
export async function settleRow(db: AccountDb, row: OutboxRow): Promise<void> {
  if (row.id !== undefined) await db.outbox.delete(row.id)
}

/** A change of the same post that was asked for while this one was being delivered. */
export async function hasLaterChange(db: AccountDb, row: OutboxRow): Promise<boolean> {
  const rows = await db.outbox.where('lane').equals(row.lane).toArray()
  return rows.some(
    other =>
      (other.id ?? 0) > (row.id ?? 0) &&
      other.state !== 'failed' &&
      (other.intent.kind === 'publish-post' || other.intent.kind === 'delete-post'),
  )
}
