import type { PubsubItem } from '#protocol/xep0060-pubsub.ts'
import { parseAttachmentsNode, parseReactions } from '#protocol/xep0470-attachments.ts'
import { type BareJid, parseBareJid } from '#shared/jid.ts'
import { postKeyOf } from '#model/keys.ts'
import type { Reaction } from '#model/post.ts'
import { changeReactions } from '#storage/reactions.ts'
import { isOwnersItem } from '../attachments.ts'
import type { EngineContext } from '../context.ts'
import { touchesOf } from '../feed-state.ts'
import { inBackground } from '../in-background.ts'
import { readReactions } from '../read-reactions.ts'
import type { ServiceEvent } from './on-pubsub-event.ts'

/** Somebody attached something to a post, or took it back. Only the service of the post is heard, and of each item only its owner. */
export async function onReactionsEvent(context: EngineContext, { service, event, receivedAt }: ServiceEvent): Promise<void> {
  const address = parseAttachmentsNode(event.node)
  const post = address?.service === service ? await context.db.posts.get(postKeyOf(address)) : undefined
  if (!post) {
    context.note('event of an unknown attachments node dropped', { service, node: event.node })
    return
  }
  if (event.kind !== 'items') {
    // What is left of it is read, if anything: rare, and not worth a second way.
    if (event.kind !== 'configuration') inBackground(context, readReactions(context, post), 'reactions not read')
    return
  }
  const touches = touchesOf(context)
  const touch = (jid: BareJid): void => touches.touch(postKeyOf({ service, node: event.node, itemId: jid }))
  const gone = event.retracted.flatMap(id => ownerOf(id) ?? [])
  const seen = event.items.flatMap((item): Reaction[] => {
    const jid = ownerOf(item.id)
    const read = parseReactions(item.payload)
    if (!jid || !read || !isOwnersItem(item, false)) return []
    return [{ postKey: post.key, jid, emojis: read.emojis, at: Math.min(read.at ?? receivedAt, receivedAt) }]
  })
  for (const jid of [...gone, ...seen.map(reaction => reaction.jid)]) touch(jid)
  await context.inbox.commit(db => changeReactions(db, post.key, { seen, gone }, context.account))
  // Who published it is not said, or not what: then the service has to be asked. Not awaited: its answer comes behind this very message.
  if (event.items.some(isUntold)) inBackground(context, readReactions(context, post), 'reactions not read')
}

function isUntold(item: PubsubItem): boolean {
  return item.publisher === null || item.payload === undefined
}

/** The id of an item is the address of whoever attached it. */
function ownerOf(itemId: string): BareJid | undefined {
  const jid = parseBareJid(itemId)
  return jid === itemId ? jid : undefined
}
