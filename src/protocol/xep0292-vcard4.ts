/** XEP-0292 vCard4 over XMPP 0.12, read from the PEP node: what a profile shows. */
import { type Element, child, childText, children } from './xml.ts'

export const NODE_VCARD4 = 'urn:xmpp:vcard4'
const NS_VCARD4 = 'urn:ietf:params:xml:ns:vcard-4.0'
const MAX_NAME = 200
const MAX_ABOUT = 10_000

export interface VCard {
  name: string
  about: string
}

/** Undefined when the payload is no vCard. */
export function parseVCard4(payload: Element | undefined): VCard | undefined {
  if (!payload?.is('vcard', NS_VCARD4)) return undefined
  const text = (name: string): string =>
    children(payload, name, NS_VCARD4)
      .map(field => childText(field, 'text', NS_VCARD4)?.trim() ?? '')
      .find(value => value !== '') ?? ''
  const composed = (): string => {
    const parts = child(payload, 'n', NS_VCARD4)
    return [childText(parts, 'given', NS_VCARD4), childText(parts, 'surname', NS_VCARD4)].filter(Boolean).join(' ').trim()
  }
  return { name: (text('fn') || text('nickname') || composed()).slice(0, MAX_NAME), about: text('note').slice(0, MAX_ABOUT) }
}
