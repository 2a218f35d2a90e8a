/** XEP-0449 Stickers 0.2.0: that the picture of a message is a sticker, and which pack it is from. */
import { type BareJid, parseBareJid } from '#shared/jid.ts'
import { type Element, attr, child, xml } from './xml.ts'

/** Also the name of the node in which an account has its packs (§4.3). */
export const NS_STICKERS = 'urn:xmpp:stickers:0'
const LONGEST_NAME = 1000

/** Where a pack lies. */
export interface PackAddress {
  service: BareJid
  node: string
  id: string
}

export function isSticker(message: Element): boolean {
  return child(message, 'sticker', NS_STICKERS) !== undefined
}

/** The pack that a sticker is from (§4.4): one of its sender's, where nothing else is said. */
export function parseStickerPack(message: Element, sender: BareJid): PackAddress | undefined {
  const sticker = child(message, 'sticker', NS_STICKERS)
  const id = attr(sticker, 'pack')
  const told = attr(sticker, 'jid')
  const service = told === undefined ? sender : parseBareJid(told)
  const node = attr(sticker, 'node') ?? NS_STICKERS
  return id !== undefined && service && id.length + node.length <= LONGEST_NAME ? { service, node, id } : undefined
}

/** Marks a message as a sticker. Where its pack lies is told unless it is one of its sender's. */
export function buildSticker(pack: PackAddress | undefined, sender: BareJid): Element {
  const isOwn = pack?.service === sender && pack.node === NS_STICKERS
  return xml('sticker', { xmlns: NS_STICKERS, pack: pack?.id, ...(pack && !isOwn && { jid: pack.service, node: pack.node }) })
}
