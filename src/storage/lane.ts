import type { Intent, IntentKind, OutboxRow } from '#model/outbox.ts'
import { laneOf } from '#model/outbox.ts'
import type { Comment } from '#model/post.ts'
import type { AccountDb } from './schema.ts'

/** Rows that wait on the same lane and want one of these things, oldest first. */
export async function intentsOf(db: AccountDb, intent: Intent, kinds: readonly IntentKind[]): Promise<OutboxRow[]> {
  const rows = await db.outbox.where('lane').equals(laneOf(intent)).sortBy('id')
  return rows.filter(row => kinds.includes(row.intent.kind))
}

/** What waits for one comment. */
export async function commentIntents(db: AccountDb, { key, postKey }: Comment): Promise<OutboxRow[]> {
  const rows = await intentsOf(db, { kind: 'publish-comment', postKey, commentKey: key }, ['publish-comment', 'delete-comment'])
  return rows.filter(row => 'commentKey' in row.intent && row.intent.commentKey === key)
}

export async function dropRows(db: AccountDb, rows: readonly OutboxRow[]): Promise<void> {
  await db.outbox.bulkDelete(rows.flatMap(row => row.id ?? []))
}

/** Tries a failed or waiting row again, now. */
export async function renewRow(db: AccountDb, row: OutboxRow): Promise<void> {
  if (row.id !== undefined) await db.outbox.update(row.id, { state: 'waiting', notBefore: 0, failure: null })
}
