/** XEP-0184 Message Delivery Receipts 1.4. */
import { type Element, attr, child, xml } from './xml.ts'

export const NS_RECEIPTS = 'urn:xmpp:receipts'

export function parseReceipt(message: Element): string | undefined {
  return attr(child(message, 'received', NS_RECEIPTS), 'id')
}

export function wantsReceipt(message: Element): boolean {
  return child(message, 'request', NS_RECEIPTS) !== undefined
}

export function buildReceipt(id: string): Element {
  return xml('received', { xmlns: NS_RECEIPTS, id })
}

export function buildReceiptRequest(): Element {
  return xml('request', { xmlns: NS_RECEIPTS })
}
