import { postKeyOf } from '#model/keys.ts'
import { postOfComments } from '#storage/comments.ts'
import { retractCommentItem, storeComments } from '#storage/store-comments.ts'
import type { EngineContext } from '../context.ts'
import { touchesOf } from '../feed-state.ts'
import { inBackground } from '../in-background.ts'
import { readComments } from '../read-comments.ts'
import { seenComment } from '../seen-items.ts'
import type { ServiceEvent } from './on-pubsub-event.ts'

/** Somebody commented on a post, liked it, or took that back. Only the node that the post itself names is heard. */
export async function onCommentsEvent(context: EngineContext, { service, event, receivedAt }: ServiceEvent): Promise<void> {
  const place = { service, node: event.node }
  const post = await postOfComments(context.db, place, context.account)
  if (!post) {
    context.note('event of an unknown comments node dropped', place)
    return
  }
  if (event.kind !== 'items') return
  const touches = touchesOf(context)
  for (const itemId of [...event.items.map(item => item.id), ...event.retracted]) touches.touch(postKeyOf({ ...place, itemId }))
  const seen = event.items.flatMap(item => seenComment(place, item) ?? [])
  await context.inbox.commit(async db => {
    const storing = { account: context.account, receivedAt }
    const refused = await storeComments(db, post, seen, storing)
    for (const key of refused) context.note('comment changed by another author, kept as it was', { key })
    for (const itemId of event.retracted) await retractCommentItem(db, post, itemId, context.account)
  })
  if (event.items.some(item => item.payload === undefined)) {
    // Not awaited: its answer comes over the same stream, behind this very message.
    inBackground(context, readComments(context, post, 'background'), 'comments not read')
  }
}
