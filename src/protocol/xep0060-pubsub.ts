/** XEP-0060 Publish-Subscribe 1.30: reading, publishing, subscribing. Notifications and owner's use cases have their own files. */
import { type BareJid, parseBareJid } from '#shared/jid.ts'
import { type ResultSetQuery, buildResultSet } from './xep0059-rsm.ts'
import { type Element, attr, child, children, xml } from './xml.ts'

export const NS_PUBSUB = 'http://jabber.org/protocol/pubsub'

export interface PubsubItem {
  id: string
  /** Bare address the service vouches for, null when it tells none. */
  publisher: BareJid | null
  /** Undefined in notifications without payload. */
  payload: Element | undefined
}

export interface ItemsQuery {
  node: string
  maxItems?: number
  ids?: readonly string[]
  page?: ResultSetQuery
}

/** Asks for the newest items, a page of them, or named ones. `max_items` goes along with RSM, since Prosody ignores the latter. */
export function buildItemsQuery({ node, maxItems, ids = [], page }: ItemsQuery): Element {
  return xml(
    'pubsub',
    { xmlns: NS_PUBSUB },
    xml(
      'items',
      { node, max_items: maxItems },
      ids.map(id => xml('item', { id })),
    ),
    page ? buildResultSet(page) : null,
  )
}

/** An item of a list or an event; undefined without an id, by which alone it could be told from others. */
export function parseItem(item: Element): PubsubItem | undefined {
  const id = attr(item, 'id')
  if (id === undefined) return undefined
  return { id, publisher: parseBareJid(attr(item, 'publisher')) ?? null, payload: item.getChildElements()[0] }
}

/** Items in the order of the service, which is oldest first; undefined when the answer is none to an items query. */
export function parseItems(pubsub: Element | undefined): PubsubItem[] | undefined {
  if (!pubsub?.is('pubsub', NS_PUBSUB)) return undefined
  const items = child(pubsub, 'items', NS_PUBSUB)
  return children(items, 'item', NS_PUBSUB).flatMap(item => parseItem(item) ?? [])
}

export function buildPublish(node: string, itemId: string, payload: Element): Element {
  return xml('pubsub', { xmlns: NS_PUBSUB }, xml('publish', { node }, xml('item', { id: itemId }, payload)))
}

/** Always with `notify`: without it Prosody removes the item silently and every reader keeps it. */
export function buildRetract(node: string, itemId: string): Element {
  return xml('pubsub', { xmlns: NS_PUBSUB }, xml('retract', { node, notify: 'true' }, xml('item', { id: itemId })))
}

/** Subscribes the bare address: a subscription of a full one is stranded with the session. */
export function buildSubscribe(node: string, jid: BareJid): Element {
  return xml('pubsub', { xmlns: NS_PUBSUB }, xml('subscribe', { node, jid }))
}

export function buildUnsubscribe(node: string, jid: BareJid): Element {
  return xml('pubsub', { xmlns: NS_PUBSUB }, xml('unsubscribe', { node, jid }))
}

/** Own affiliations at a service (§5.7): which nodes I may publish to. */
export function buildAffiliationsQuery(node: string): Element {
  return xml('pubsub', { xmlns: NS_PUBSUB }, xml('affiliations', { node }))
}

/** Affiliation by node; undefined when the answer is none to that question. */
export function parseAffiliations(pubsub: Element | undefined): Map<string, string> | undefined {
  const list = pubsub?.is('pubsub', NS_PUBSUB) ? child(pubsub, 'affiliations', NS_PUBSUB) : undefined
  if (!list) return undefined
  return new Map(
    children(list, 'affiliation', NS_PUBSUB).flatMap(entry => {
      const node = attr(entry, 'node')
      return node === undefined ? [] : [[node, attr(entry, 'affiliation') ?? 'none'] as const]
    }),
  )
}
