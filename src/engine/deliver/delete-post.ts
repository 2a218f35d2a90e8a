import { buildDeleteNode } from '#protocol/xep0060-owner.ts'
import { buildUnsubscribe } from '#protocol/xep0060-pubsub.ts'
import { KithError } from '#shared/errors.ts'
import { COMMENTS_PREFIX } from '#model/post.ts'
import { removePost } from '#storage/remove-post.ts'
import { forgetSaved } from '#storage/saved.ts'
import { settleRow } from '#storage/settle.ts'
import { dropAttachments } from '../offer-attachments.ts'
import { retractItem } from '../publish-item.ts'
import { removeFromSavedList } from '../saved-list.ts'
import type { Deliver } from './drain.ts'

/** Takes a post of mine back, then its comments node, as Movim does; the node going astray harms nobody. */
export const deletePost: Deliver = async (context, row) => {
  if (row.intent.kind !== 'delete-post') return
  const { postKey } = row.intent
  const post = await context.db.posts.get(postKey)
  if (!post) return
  await retractItem(context, post)
  const saved = await context.db.saved.get(postKey)
  // What I delete myself is not to be found again either.
  if (saved && saved.state !== 'device') await removeFromSavedList(context, saved)
  await context.inbox.commit(async db => {
    await removePost(db, postKey)
    await forgetSaved(db, postKey, context.account)
    await settleRow(db, row)
  })
  if (post.author === context.account) await dropAttachments(context, post)
  const { comments } = post
  if (!comments || comments.node !== `${COMMENTS_PREFIX}${post.itemId}` || post.author !== context.account) return
  try {
    // Unsubscribing first: after the deletion of a node with subscribers Prosody never again answers those (servers.md, fact 7).
    await context.session.request('set', comments.service, buildUnsubscribe(comments.node, context.account))
    await context.session.request('set', comments.service, buildDeleteNode(comments.node))
  } catch (error) {
    if (!(error instanceof KithError)) throw error
    context.note('comments node stays', { condition: error.condition })
  }
}
