import { KithError } from '#shared/errors.ts'
import { type NodeAddress, parsePostKey } from '#model/keys.ts'
import type { Post } from '#model/post.ts'
import { settleComment } from '#storage/settle.ts'
import type { EngineContext } from '../context.ts'
import { inBackground } from '../in-background.ts'
import { outgoingComment } from '../outgoing-entry.ts'
import { publishItem, subscribeToConversation } from '../publish-item.ts'
import { readComments } from '../read-comments.ts'
import type { Deliver } from './drain.ts'

/** Publishes a comment or its changed version, whatever it is by now. */
export const publishComment: Deliver = async (context, row) => {
  if (row.intent.kind !== 'publish-comment') return
  const { commentKey } = row.intent
  const comment = await context.db.comments.get(commentKey)
  const address = parsePostKey(commentKey)
  if (!comment || comment.state === 'published') return
  if (!address) throw new KithError('malformed', 'the key of a comment is no address')
  // Dated by the row and not by the clock: delivered again, it is the same entry.
  const updatedAt = comment.edited ? Math.max(row.createdAt, comment.publishedAt) : comment.publishedAt
  const payload = await outgoingComment(context, address, { ...comment, publishedAt: Math.abs(comment.publishedAt), updatedAt })
  const hash = await publishItem(context, address, payload, row.attempts > 0)
  await context.inbox.commit(db => settleComment(db, row, comment, hash))
  const post = await context.db.posts.get(comment.postKey)
  if (post && post.author !== context.account) inBackground(context, hearAnswers(context, post, address), 'answers not heard live')
}

/** Somebody may answer between my word and the subscription: that comes with a reading, or not before the next session. */
async function hearAnswers(context: EngineContext, post: Post, place: NodeAddress): Promise<void> {
  if (await subscribeToConversation(context, place)) await readComments(context, post, 'background')
}
