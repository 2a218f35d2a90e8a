/** XEP-0334 Message Processing Hints 0.3.3. */
import { type Element, xml } from './xml.ts'

export const NS_HINTS = 'urn:xmpp:hints'

export function buildHint(hint: 'store' | 'no-store' | 'no-copy'): Element {
  return xml(hint, { xmlns: NS_HINTS })
}
