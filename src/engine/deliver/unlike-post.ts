import { isPassing, toFailure } from '#shared/errors.ts'
import { addLike } from '#storage/likes.ts'
import { settleRow } from '#storage/settle.ts'
import { retractItem } from '../publish-item.ts'
import type { Deliver } from './drain.ts'

/** Takes a like back. Prosody lets only owners remove items from an open node: refused there, the heart is full again. */
export const unlikePost: Deliver = async (context, row) => {
  if (row.intent.kind !== 'unlike-post') return
  const { postKey, itemId } = row.intent
  const post = await context.db.posts.get(postKey)
  const like = await context.db.likes.get([postKey, context.account])
  // Liked again meanwhile, under the same id: then there is nothing to take back.
  if (!post?.comments || like?.itemId === itemId) return
  try {
    await retractItem(context, { ...post.comments, itemId })
  } catch (error) {
    const failure = toFailure(error)
    if (isPassing(failure.kind)) throw error
    context.note('unlike refused', { condition: failure.condition })
    await context.inbox.commit(async db => {
      await addLike(db, { postKey, jid: context.account, itemId, at: row.createdAt }, context.account)
      await settleRow(db, row)
    })
    return
  }
  await context.inbox.commit(db => settleRow(db, row))
}
