import { NOTIFICATIONS_SEEN } from '#protocol/kith-notifications-seen.ts'
import { RECORDS_NODE } from '#protocol/kith-records.ts'
import { SAVED_POSTS_NODE } from '#protocol/kith-saved-posts.ts'
import { PRIVATE_FOLLOW_LIST, PUBLIC_FOLLOW_LIST } from '#protocol/movim-follow-list.ts'
import { DISPLAYED_NODE } from '#protocol/xep0490-displayed-sync.ts'
import { parsePubsubEvent, type PubsubEvent } from '#protocol/xep0060-event.ts'
import { isAttachmentsNode } from '#protocol/xep0470-attachments.ts'
import { toFailure } from '#shared/errors.ts'
import { type BareJid, bareOf, hasLocal, resourceOf } from '#shared/jid.ts'
import { isCommentsNode } from '#model/post.ts'
import type { EngineContext } from '../context.ts'
import type { Incoming } from '../session/session.ts'
import { notifySince } from '../notify-since.ts'
import { onCommentsEvent } from './on-comments-event.ts'
import { onDisplayedEvent } from './on-displayed-event.ts'
import { onFeedEvent } from './on-feed-event.ts'
import { onFollowListEvent } from './on-follow-list-event.ts'
import { isProfileNode, onProfileEvent } from './on-profile-event.ts'
import { onRecordEvent } from './on-record-event.ts'
import { onReactionsEvent } from './on-reactions-event.ts'
import { onSeenEvent } from './on-seen-event.ts'
import { onSavedEvent } from './on-saved-event.ts'
import { onShownFollowsEvent } from './on-shown-follows-event.ts'

/** A service's word on one of its nodes. */
export interface ServiceEvent {
  service: BareJid
  event: PubsubEvent
  receivedAt: number
}

/**
 * Nodes of my own account: nobody else speaks of them (XEP-0223 §6). What contacts show that they follow is read when somebody looks at
 * their profile.
 */
const OWN_NODES: Readonly<Record<string, (context: EngineContext, said: ServiceEvent) => Promise<void>>> = {
  [PRIVATE_FOLLOW_LIST]: onFollowListEvent,
  [PUBLIC_FOLLOW_LIST]: onShownFollowsEvent,
  [NOTIFICATIONS_SEEN]: onSeenEvent,
  [SAVED_POSTS_NODE]: onSavedEvent,
  [RECORDS_NODE]: onRecordEvent,
  [DISPLAYED_NODE]: onDisplayedEvent,
}

/**
 * Decides whose business an event is. Only a service speaks for its nodes (XEP-0060 §14): one with a resource is somebody's client. An
 * event of a node that nobody here asked for is dropped by each handler, and so is what ejabberd sends "from" its component for nodes
 * of other people: the next reading of the node brings it.
 */
async function onPubsubEvent(context: EngineContext, incoming: Incoming): Promise<void> {
  const event = parsePubsubEvent(incoming.element)
  if (!event) return
  if (resourceOf(incoming.from) !== '') {
    context.note('event from a client dropped', { from: incoming.from, node: event.node })
    return
  }
  const said: ServiceEvent = { service: bareOf(incoming.from), event, receivedAt: incoming.receivedAt }
  const { service } = said
  const onOwn = Object.hasOwn(OWN_NODES, event.node) ? OWN_NODES[event.node] : undefined
  if (onOwn) {
    if (service === context.account) await onOwn(context, said)
  } else if (isProfileNode(event.node)) {
    if (hasLocal(service)) await onProfileEvent(context, said)
  } else if (isCommentsNode(event.node)) {
    await onCommentsEvent(context, said)
  } else if (isAttachmentsNode(event.node)) {
    await onReactionsEvent(context, said)
  } else {
    await onFeedEvent(context, said)
  }
}

/** Listens for everything of the feed. @returns what ends it */
export function attachFeed(context: EngineContext): () => void {
  context.inbox
    .commit(async db => void (await notifySince(db, context.now())))
    .catch((error: unknown) => context.note('storage failed', { reason: toFailure(error).message }))
  return context.session.onMessage(incoming => onPubsubEvent(context, incoming))
}
