/** XEP-0359 Unique and Stable Stanza IDs 0.7. Only the stanza-id of one's own archive means anything (§6). */
import { type BareJid, parseBareJid } from '#shared/jid.ts'
import { type Element, attr, child, children, xml } from './xml.ts'

export const NS_STANZA_IDS = 'urn:xmpp:sid:0'

/** The id that an archive gave, when it says so itself. */
export function parseStanzaId(message: Element, by: BareJid): string | undefined {
  return attr(
    children(message, 'stanza-id', NS_STANZA_IDS).find(element => parseBareJid(attr(element, 'by')) === by),
    'id',
  )
}

export function parseOriginId(message: Element): string | undefined {
  return attr(child(message, 'origin-id', NS_STANZA_IDS), 'id')
}

export function buildOriginId(id: string): Element {
  return xml('origin-id', { xmlns: NS_STANZA_IDS, id })
}
