/** XEP-0470 Pubsub Attachments 0.2.0: what people attach to an item. Reactions are read and written, everything else is kept. */
import { type BareJid, parseBareJid } from '#shared/jid.ts'
import { isSingleEmoji } from '#shared/single-emoji.ts'
import { buildDateTime, parseDateTime } from './date-time.ts'
import { type Element, attr, child, children, xml } from './xml.ts'

export const NS_ATTACHMENTS = 'urn:xmpp:pubsub-attachments:1'

/** Of one person; more than that nobody means. */
export const MOST_REACTIONS = 32

export interface Reactions {
  emojis: string[]
  /** Epoch ms, null when it is not told. */
  at: number | null
}

/** Node of the attachments of an item, at the service of the item. Unlike in other addresses of items everything is encoded. */
export function attachmentsNodeOf({ service, node, itemId }: { service: BareJid; node: string; itemId: string }): string {
  return `${NS_ATTACHMENTS}/xmpp:${service}?;node=${encodeURIComponent(node)};item=${encodeURIComponent(itemId)}`
}

/** The item that such a node belongs to; undefined for every other node. */
export function parseAttachmentsNode(name: string): { service: BareJid; node: string; itemId: string } | undefined {
  const parts = /^xmpp:([^?]+)\?;node=([^;]+);item=([^;]+)$/.exec(
    name.startsWith(`${NS_ATTACHMENTS}/`) ? name.slice(NS_ATTACHMENTS.length + 1) : '',
  )
  const service = parseBareJid(parts?.[1] ?? '')
  if (!parts || !service) return undefined
  try {
    const item = { service, node: decodeURIComponent(parts[2] ?? ''), itemId: decodeURIComponent(parts[3] ?? '') }
    // Written in another way it is another node.
    return attachmentsNodeOf(item) === name ? item : undefined
  } catch (error) {
    if (!(error instanceof URIError)) throw error
    return undefined
  }
}

export function isAttachmentsNode(name: string): boolean {
  return name.startsWith(`${NS_ATTACHMENTS}/`)
}

/** Each emoji once; what is no emoji is left out (XEP-0444 §4). Undefined when the payload is something else. */
export function parseReactions(payload: Element | undefined): Reactions | undefined {
  if (!payload?.is('attachments', NS_ATTACHMENTS)) return undefined
  const list = child(payload, 'reactions', NS_ATTACHMENTS)
  const texts = children(list, 'reaction', NS_ATTACHMENTS).map(reaction => reaction.getText().trim())
  return {
    emojis: [...new Set(texts.filter(isSingleEmoji))].slice(0, MOST_REACTIONS),
    at: parseDateTime(attr(list, 'timestamp')) ?? null,
  }
}

/**
 * @param held what the service holds of mine: a client publishes anew what it does not know (§4.1.1)
 */
export function buildAttachments(held: Element | undefined, { emojis, at }: { emojis: readonly string[]; at: number }): Element {
  const kept = held?.is('attachments', NS_ATTACHMENTS)
    ? held.getChildElements().filter(element => !element.is('reactions', NS_ATTACHMENTS))
    : []
  return xml(
    'attachments',
    { xmlns: NS_ATTACHMENTS },
    kept,
    emojis.length > 0 &&
      xml(
        'reactions',
        { timestamp: buildDateTime(at) },
        emojis.map(emoji => xml('reaction', {}, emoji)),
      ),
  )
}
