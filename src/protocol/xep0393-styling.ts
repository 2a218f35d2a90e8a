/** XEP-0393 Message Styling 1.1.1: the hint that nothing is marked. What is marked is found where it is drawn (shared/message-styling.ts). */
import { child, type Element } from './xml.ts'

export const NS_STYLING = 'urn:xmpp:styling:0'

export function isUnstyled(message: Element): boolean {
  return child(message, 'unstyled', NS_STYLING) !== undefined
}
