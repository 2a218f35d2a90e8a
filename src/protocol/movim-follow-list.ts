/**
 * The lists of followed nodes as Movim keeps them in PEP (the public one is XEP-0330): one item per node. The *private* list is, despite
 * its name, `movim-public-subscription`. Elements of others inside an entry are kept when it is written again.
 */
import { type BareJid, parseBareJid } from '#shared/jid.ts'
import { sha1Hex } from '#shared/sha1.ts'
import { type Element, attr, childText, namespaceOf, xml } from './xml.ts'

/** Everything that is followed, for one's own devices. */
export const PRIVATE_FOLLOW_LIST = 'urn:xmpp:pubsub:movim-public-subscription'
/** What of it one shows to others. */
export const PUBLIC_FOLLOW_LIST = 'urn:xmpp:pubsub:subscription'
export type FollowList = typeof PRIVATE_FOLLOW_LIST | typeof PUBLIC_FOLLOW_LIST
const NS_SUBSCRIPTION = 'urn:xmpp:pubsub:subscription:0'
const NS_SUBSCRIPTION_LEGACY = 'urn:xmpp:pubsub:subscription'

export interface FollowEntry {
  service: BareJid
  node: string
  title: string
  /** What others wrote into the entry. */
  foreign: Element[]
}

export function parseFollowEntry(payload: Element | undefined): FollowEntry | undefined {
  const namespace = payload && namespaceOf(payload)
  if (payload?.getName() !== 'subscription' || (namespace !== NS_SUBSCRIPTION && namespace !== NS_SUBSCRIPTION_LEGACY)) return undefined
  const service = parseBareJid(attr(payload, 'server'))
  const node = attr(payload, 'node')
  if (!service || node === undefined) return undefined
  const own = (candidate: Element): boolean => candidate.getName() === 'title' && namespaceOf(candidate) === namespace
  return {
    service,
    node,
    title: childText(payload, 'title', namespace)?.trim() ?? '',
    foreign: payload.getChildElements().filter(candidate => !own(candidate)),
  }
}

export function buildFollowEntry({ service, node, title, foreign }: FollowEntry): Element {
  return xml('subscription', { xmlns: NS_SUBSCRIPTION, server: service, node }, title ? xml('title', {}, title) : null, ...foreign)
}

/** Movim's rule for the item id, so that both write over the same item. */
export function followEntryId(me: BareJid, { service, node }: Pick<FollowEntry, 'service' | 'node'>): Promise<string> {
  return sha1Hex(`${service}<${node}<${me}`)
}
