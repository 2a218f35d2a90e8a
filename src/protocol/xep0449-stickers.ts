/** XEP-0449 Stickers 0.2.0: that the picture of a message is a sticker. Packs are not read. */
import { type Element, child } from './xml.ts'

export const NS_STICKERS = 'urn:xmpp:stickers:0'

export function isSticker(message: Element): boolean {
  return child(message, 'sticker', NS_STICKERS) !== undefined
}
