import { KithError } from '#shared/errors.ts'
import { parsePostKey } from '#model/keys.ts'
import { settleRow } from '#storage/settle.ts'
import { outgoingComment } from '../outgoing-entry.ts'
import { publishItem } from '../publish-item.ts'
import type { Deliver } from './drain.ts'

export const publishComment: Deliver = async (context, row) => {
  if (row.intent.kind !== 'publish-comment') return
  const { commentKey } = row.intent
  const comment = await context.db.comments.get(commentKey)
  const address = parsePostKey(commentKey)
  if (!comment || comment.state === 'published') return
  if (!address) throw new KithError('malformed', 'the key of a comment is no address')
  const payload = await outgoingComment(context, address, comment)
  const hash = await publishItem(context, address, payload, row.attempts > 0)
  await context.inbox.commit(async db => {
    // A deletion that was asked for meanwhile waits behind this row and keeps the comment out of sight.
    const hidden = ((await db.comments.get(commentKey))?.publishedAt ?? 0) < 0
    await db.comments.update(commentKey, hidden ? { hash } : { state: 'published', failure: null, hash })
    await settleRow(db, row)
  })
}
