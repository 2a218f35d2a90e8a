/** RFC 7395: XMPP over WebSocket. One frame is one element; the stream header is an element of its own. */
import { type Element, attr, xml } from './xml.ts'

export const NS_FRAMING = 'urn:ietf:params:xml:ns:xmpp-framing'

/** `from` is always given (RFC 6120 §4.7.1): without it ejabberd offers no SASL2. */
export function buildOpen(to: string, from: string): Element {
  return xml('open', { xmlns: NS_FRAMING, version: '1.0', to, from, 'xml:lang': 'en' })
}

export function buildClose(): Element {
  return xml('close', { xmlns: NS_FRAMING })
}

/** The domain that answered; null where it does not say. */
export function parseOpen(element: Element): { from: string | null } | undefined {
  return element.is('open', NS_FRAMING) ? { from: attr(element, 'from') ?? null } : undefined
}

/** `see-other-uri` (§3.6.1) is read to be told, never followed: it would send credentials wherever a forged answer points. */
export function parseClose(element: Element): { seeOtherUri: string | null } | undefined {
  return element.is('close', NS_FRAMING) ? { seeOtherUri: attr(element, 'see-other-uri') ?? null } : undefined
}
