import { KithError, isPassing, toFailure } from '#shared/errors.ts'
import { removeLike } from '#storage/likes.ts'
import { settleRow } from '#storage/settle.ts'
import { outgoingLike } from '../outgoing-entry.ts'
import { publishItem } from '../publish-item.ts'
import type { Deliver } from './drain.ts'

/** A like that is refused takes itself back: the heart is empty again. */
export const likePost: Deliver = async (context, row) => {
  if (row.intent.kind !== 'like-post') return
  const { postKey, itemId } = row.intent
  const post = await context.db.posts.get(postKey)
  const like = await context.db.likes.get([postKey, context.account])
  // Taken back meanwhile, or another device of mine was quicker.
  if (!post || like?.itemId !== itemId) return
  try {
    if (!post.comments) throw new KithError('unsupported', 'the post names no place for likes')
    const payload = await outgoingLike(context, post.comments, itemId, like.at)
    await publishItem(context, { ...post.comments, itemId }, payload, row.attempts > 0)
  } catch (error) {
    const failure = toFailure(error)
    if (isPassing(failure.kind)) throw error
    context.note('like refused', { condition: failure.condition })
    await context.inbox.commit(async db => {
      await removeLike(db, postKey, itemId, context.account)
      await settleRow(db, row)
    })
    return
  }
  await context.inbox.commit(db => settleRow(db, row))
}
