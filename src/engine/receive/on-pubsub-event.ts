import { NOTIFICATIONS_SEEN } from '#protocol/kith-notifications-seen.ts'
import { SAVED_POSTS_NODE } from '#protocol/kith-saved-posts.ts'
import { PRIVATE_FOLLOW_LIST, PUBLIC_FOLLOW_LIST } from '#protocol/movim-follow-list.ts'
import { parsePubsubEvent, type PubsubEvent } from '#protocol/xep0060-event.ts'
import { toFailure } from '#shared/errors.ts'
import { type BareJid, bareOf, hasLocal, resourceOf } from '#shared/jid.ts'
import { isCommentsNode } from '#model/post.ts'
import type { EngineContext } from '../context.ts'
import type { Incoming } from '../session/session.ts'
import { notifySince } from '../notify-since.ts'
import { onCommentsEvent } from './on-comments-event.ts'
import { onFeedEvent } from './on-feed-event.ts'
import { onFollowListEvent } from './on-follow-list-event.ts'
import { isProfileNode, onProfileEvent } from './on-profile-event.ts'
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
  if (event.node === PRIVATE_FOLLOW_LIST) {
    // XEP-0223 §6: only my own account speaks of my private lists.
    if (service === context.account) await onFollowListEvent(context, said)
  } else if (event.node === PUBLIC_FOLLOW_LIST) {
    // What contacts show is read when somebody looks at their profile.
    if (service === context.account) await onShownFollowsEvent(context, said)
  } else if (event.node === NOTIFICATIONS_SEEN) {
    if (service === context.account) await onSeenEvent(context, said)
  } else if (event.node === SAVED_POSTS_NODE) {
    if (service === context.account) await onSavedEvent(context, said)
  } else if (isProfileNode(event.node)) {
    if (hasLocal(service)) await onProfileEvent(context, said)
  } else if (isCommentsNode(event.node)) {
    await onCommentsEvent(context, said)
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
