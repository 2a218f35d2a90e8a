/** XEP-0333 Displayed Markers 1.0. */
import { type Element, attr, child, xml } from './xml.ts'

export const NS_MARKERS = 'urn:xmpp:chat-markers:0'

export function parseDisplayed(message: Element): string | undefined {
  return attr(child(message, 'displayed', NS_MARKERS), 'id')
}

export function isMarkable(message: Element): boolean {
  return child(message, 'markable', NS_MARKERS) !== undefined
}

export function buildDisplayed(id: string): Element {
  return xml('displayed', { xmlns: NS_MARKERS, id })
}

export function buildMarkable(): Element {
  return xml('markable', { xmlns: NS_MARKERS })
}
