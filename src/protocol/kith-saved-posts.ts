/**
 * Kith's own list of saved posts: one item per post in a node of the account that only its owner may read (XEP-0223). Nobody else keeps
 * such a list in PubSub, so the format is ours: the address of the post, its title for a device that does not have it yet, and when it
 * was saved. Elements of others inside an entry are kept when it is written again.
 */
import type { BareJid } from '#shared/jid.ts'
import { sha1Hex } from '#shared/sha1.ts'
import { buildXmppUri } from '#shared/xmpp-uri.ts'
import { buildDateTime, parseDateTime } from './date-time.ts'
import { type Element, attr, childText, namespaceOf, xml } from './xml.ts'
import { parsePubsubUri } from './xmpp-uri.ts'

/** The node, and the namespace of what is in it. */
export const SAVED_POSTS_NODE = 'urn:xmpp:kith:saved:0'

const LONGEST_TITLE = 300

interface SavedAddress {
  service: BareJid
  node: string
  itemId: string
}

export interface SavedEntry extends SavedAddress {
  title: string
  /** Epoch ms; null when the entry does not say it. */
  savedAt: number | null
  /** What others wrote into the entry. */
  foreign: Element[]
}

function uriOf({ service, node, itemId }: SavedAddress): string {
  return buildXmppUri({ jid: service, node, item: itemId })
}

export function parseSavedEntry(payload: Element | undefined): SavedEntry | undefined {
  if (payload?.getName() !== 'saved' || namespaceOf(payload) !== SAVED_POSTS_NODE) return undefined
  const address = parsePubsubUri(attr(payload, 'uri'))
  if (!address || address.item === null) return undefined
  const own = (candidate: Element): boolean => candidate.getName() === 'title' && namespaceOf(candidate) === SAVED_POSTS_NODE
  return {
    service: address.service,
    node: address.node,
    itemId: address.item,
    title: (childText(payload, 'title', SAVED_POSTS_NODE) ?? '').trim().slice(0, LONGEST_TITLE),
    savedAt: parseDateTime(attr(payload, 'stamp')) ?? null,
    foreign: payload.getChildElements().filter(candidate => !own(candidate)),
  }
}

export function buildSavedEntry({ title, savedAt, foreign, ...address }: SavedEntry): Element {
  const stamp = savedAt === null ? null : buildDateTime(savedAt)
  const words = title.slice(0, LONGEST_TITLE)
  return xml('saved', { xmlns: SAVED_POSTS_NODE, uri: uriOf(address), stamp }, words ? xml('title', {}, words) : null, ...foreign)
}

/** The same on every device, so that a post that two of them save is one item. */
export function savedEntryId(address: SavedAddress): Promise<string> {
  return sha1Hex(uriOf(address))
}
