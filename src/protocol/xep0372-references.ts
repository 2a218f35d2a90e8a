/** XEP-0372 References 0.5.0, for one thing only: a message that passes a post on (Movim's way, with XEP-0066 beside it). */
import { buildOutOfBand } from './xep0066-oob.ts'
import { type Element, attr, children, xml } from './xml.ts'
import { parsePubsubUri, type PubsubUri } from './xmpp-uri.ts'

const NS_REFERENCE = 'urn:xmpp:reference:0'

/** Encoded, as Movim writes it here and reads it; its entries have it raw. */
function encodedUri({ service, node, item }: PubsubUri): string {
  return `xmpp:${service}?;node=${encodeURIComponent(node)};item=${encodeURIComponent(item ?? '')}`
}

export function buildPostReference(post: PubsubUri): Element[] {
  const uri = encodedUri(post)
  return [xml('reference', { xmlns: NS_REFERENCE, type: 'data', uri }), buildOutOfBand(uri)]
}

/** The post that a message passes on; undefined for most. */
export function parsePostReference(message: Element): PubsubUri | undefined {
  return children(message, 'reference', NS_REFERENCE)
    .filter(reference => attr(reference, 'type') === 'data')
    .flatMap(reference => parsePubsubUri(attr(reference, 'uri')) ?? [])
    .find(uri => uri.item !== null)
}
