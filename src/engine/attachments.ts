import { buildInfoQuery, parseDiscoInfo } from '#protocol/xep0030-disco.ts'
import type { PubsubItem } from '#protocol/xep0060-pubsub.ts'
import { attachmentsNodeOf, NS_ATTACHMENTS } from '#protocol/xep0470-attachments.ts'
import { isPassing, KithError } from '#shared/errors.ts'
import type { BareJid } from '#shared/jid.ts'
import type { NodeAddress, PostAddress } from '#model/keys.ts'
import type { EngineContext } from './context.ts'
import { feedState } from './feed-state.ts'
import type { RequestOptions } from './session/session.ts'

/** Where things are attached to a post: at its own service (XEP-0470 §4.1). */
export function attachmentsOf(post: PostAddress): NodeAddress {
  return { service: post.service, node: attachmentsNodeOf(post) }
}

/**
 * Whether a service looks after attachments itself (§5): it makes their nodes, and lets nobody publish in another one's name. Asked
 * once per session.
 */
export async function mindsAttachments(
  context: EngineContext,
  service: BareJid,
  urgency: NonNullable<RequestOptions['urgency']>,
): Promise<boolean> {
  const { attachments } = feedState(context)
  const known = attachments.get(service)
  if (known !== undefined) return known
  if (service === context.account) return (await context.session.features()).account.has(NS_ATTACHMENTS)
  try {
    const info = parseDiscoInfo(await context.session.request('get', service, buildInfoQuery(), { urgency }))
    const does = info?.features.includes(NS_ATTACHMENTS) === true
    attachments.set(service, does)
    return does
  } catch (error) {
    if (!(error instanceof KithError) || isPassing(error.kind)) throw error
    attachments.set(service, false)
    return false
  }
}

/**
 * Whose item it is: its id is the address of whoever published it. Anybody can choose an id, so the service has to vouch for it, be it
 * by naming the publisher or by not letting such items in.
 */
export function isOwnersItem(item: PubsubItem, serviceMinds: boolean): boolean {
  return item.publisher === null ? serviceMinds : item.publisher === item.id
}
