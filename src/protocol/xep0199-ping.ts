/** XEP-0199 XMPP Ping 2.0. */
import { type Element, xml } from './xml.ts'

export const NS_PING = 'urn:xmpp:ping'

export function buildPing(): Element {
  return xml('ping', { xmlns: NS_PING })
}
