/** XEP-0308 Last Message Correction 1.2.1: other words for an earlier message. */
import { type Element, attr, child, xml } from './xml.ts'

export const NS_CORRECT = 'urn:xmpp:message-correct:0'

/** Id that its sender gave the message whose words are replaced; undefined for most messages. */
export function parseCorrection(message: Element): string | undefined {
  return attr(child(message, 'replace', NS_CORRECT), 'id')
}

export function buildReplace(id: string): Element {
  return xml('replace', { xmlns: NS_CORRECT, id })
}
