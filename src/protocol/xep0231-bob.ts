/** XEP-0231 Bits of Binary 1.1: a small picture that its sender holds ready, named by its hash. As Movim's stickers, in XHTML-IM. */
import { decodeBytes } from '#shared/base64.ts'
import { NS_XHTML } from './xhtml-rich-text.ts'
import { type Element, attr, child, xml } from './xml.ts'

export const NS_BOB = 'urn:xmpp:bob'
const NS_XHTML_IM = 'http://jabber.org/protocol/xhtml-im'
/** SHA-1 only: the one hash that the format has to offer, and the one that is checked. */
const CID = /^cid:(sha1\+[0-9a-f]{40}@bob\.xmpp\.org)$/i
const MAX_ALT = 200
/** The format is for 8 KiB; stickers are more. */
const MAX_DATA = 512 * 1024
const MOST_ELEMENTS = 20

export interface BobPicture {
  /** Without the scheme. */
  cid: string
  alt: string
}

/** The picture that a message is, where its markup says nothing else. One among words is an emoji, whose name stands in the text. */
export function parseBobPicture(message: Element): BobPicture | undefined {
  const body = child(child(message, 'html', NS_XHTML_IM), 'body', NS_XHTML)
  if (!body) return undefined
  const all = elementsIn(body)
  const [picture, ...others] = all.filter(each => each.getName() === 'img')
  if (!picture || others.length > 0 || all.length > MOST_ELEMENTS) return undefined
  if ([body, ...all].some(each => each.getText().trim() !== '')) return undefined
  const cid = CID.exec(attr(picture, 'src') ?? '')?.[1]?.toLowerCase()
  return cid === undefined ? undefined : { cid, alt: (attr(picture, 'alt') ?? '').slice(0, MAX_ALT) }
}

function elementsIn(parent: Element): Element[] {
  return parent.getChildElements().flatMap(each => [each, ...elementsIn(each)])
}

export function buildBobQuery(cid: string): Element {
  return xml('data', { xmlns: NS_BOB, cid })
}

/** The bytes behind a name, as they came: whether they are what it says is for the asker to find out. */
export function parseBobData(data: Element | undefined, cid: string): Uint8Array<ArrayBuffer> | undefined {
  if (!data?.is('data', NS_BOB) || attr(data, 'cid')?.toLowerCase() !== cid) return undefined
  const text = data.getText()
  return text.length <= (MAX_DATA * 4) / 3 ? decodeBytes(text) : undefined
}

/** The hash in a name. */
export function hashOfCid(cid: string): string {
  return cid.slice('sha1+'.length, cid.indexOf('@'))
}
