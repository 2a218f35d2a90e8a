/** XEP-0280 Message Carbons 1.0. */
import { parseForwarded } from './xep0297-forwarding.ts'
import { type Element, child, xml } from './xml.ts'

export const NS_CARBONS = 'urn:xmpp:carbons:2'

export interface Carbon {
  direction: 'sent' | 'received'
  message: Element
}

export function buildEnableCarbons(): Element {
  return xml('enable', { xmlns: NS_CARBONS })
}

/** The copy inside, unchecked: only the own bare address may send one (§11). */
export function parseCarbon(message: Element): Carbon | undefined {
  for (const direction of ['sent', 'received'] as const) {
    const inner = parseForwarded(child(message, direction, NS_CARBONS))
    if (inner) return { direction, message: inner.message }
  }
  return undefined
}

export function isCarbon(message: Element): boolean {
  return child(message, 'sent', NS_CARBONS) !== undefined || child(message, 'received', NS_CARBONS) !== undefined
}
