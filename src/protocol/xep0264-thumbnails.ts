/** XEP-0264 Jingle Content Thumbnails 0.4: a very small picture that comes along with a file. Only one that is in the stanza itself. */
import { decodeBytes } from '#shared/base64.ts'
import { readPictureHeader } from '#shared/picture-header.ts'
import { type Element, attr, children, xml } from './xml.ts'

export const NS_THUMBS = 'urn:xmpp:thumbs:1'
const DATA = /^data:(image\/(?:jpeg|png|webp));base64,([A-Za-z0-9+/=]+)$/
/** In letters. What is larger belongs beside the stanza. */
const LONGEST = 32_768
/** What its sender says of its size is a claim, so it is read from the picture: a small file may be a huge picture. */
const MOST_PIXELS = 250_000

/** Its address, which is the picture itself. */
export function parseThumbnail(file: Element): string | undefined {
  return children(file, 'thumbnail', NS_THUMBS)
    .map(thumbnail => attr(thumbnail, 'uri') ?? '')
    .find(isThumbnail)
}

export function isThumbnail(uri: string): boolean {
  if (uri.length > LONGEST) return false
  const bytes = decodeBytes(DATA.exec(uri)?.[2] ?? '')
  const header = bytes && readPictureHeader(bytes)
  return header !== undefined && !header.moves && header.width * header.height <= MOST_PIXELS
}

export function buildThumbnail(uri: string): Element {
  return xml('thumbnail', { xmlns: NS_THUMBS, uri, 'media-type': DATA.exec(uri)?.[1] ?? '' })
}
