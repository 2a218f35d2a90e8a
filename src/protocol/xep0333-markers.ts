/** XEP-0333 Displayed Markers 1.0. Read as well: the two others of its markers that it had before, which slixmpp and others still send. */
import { type Element, attr, child, xml } from './xml.ts'

export const NS_MARKERS = 'urn:xmpp:chat-markers:0'

/** Acknowledged is more than displayed (0.4 §2). */
export function parseDisplayed(message: Element): string | undefined {
  return attr(child(message, 'displayed', NS_MARKERS) ?? child(message, 'acknowledged', NS_MARKERS), 'id')
}

/** It came to a device and was not seen yet: what a receipt says. */
export function parseMarkedReceived(message: Element): string | undefined {
  return attr(child(message, 'received', NS_MARKERS), 'id')
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
