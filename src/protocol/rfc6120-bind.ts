/** RFC 6120 §7: resource binding. */
import { type FullJid, parseJid, resourceOf } from '#shared/jid.ts'
import { type Element, childText, xml } from './xml.ts'

export const NS_BIND = 'urn:ietf:params:xml:ns:xmpp-bind'

export function buildBind(resource: string): Element {
  return xml('bind', { xmlns: NS_BIND }, xml('resource', {}, resource))
}

/** The full JID that was bound. */
export function parseBind(bind: Element | undefined): FullJid | undefined {
  if (!bind?.is('bind', NS_BIND)) return undefined
  const jid = parseJid(childText(bind, 'jid', NS_BIND))
  return jid && resourceOf(jid) !== '' ? (jid as FullJid) : undefined
}
