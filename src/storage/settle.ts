import type { OutboxRow } from '#model/outbox.ts'
import type { Comment } from '#model/post.ts'
import { isHidden } from '#model/place.ts'
import { commentIntents, dropRows } from './lane.ts'
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

/** A comment is at its service as it was sent. What was asked for meanwhile waits behind this row and is judged against that. */
export async function settleComment(db: AccountDb, row: OutboxRow, sent: Comment, hash: string): Promise<void> {
  await settleRow(db, row)
  const now = await db.comments.get(sent.key)
  if (!now) return
  const rows = await commentIntents(db, now)
  const isChanged = rows.some(other => other.intent.kind === 'publish-comment' && (other.id ?? 0) > (row.id ?? 0))
  if (isHidden(now.publishedAt)) await db.comments.update(sent.key, { hash })
  else if (isChanged) {
    await db.comments.update(sent.key, { hash, edited: true, before: { text: sent.text, edited: sent.edited, hash } })
  } else {
    await db.comments.update(sent.key, { state: 'published', failure: null, hash, before: null })
    // An earlier version that was refused is not what anybody wants any more.
    await dropRows(
      db,
      rows.filter(other => other.intent.kind === 'publish-comment'),
    )
  }
}
