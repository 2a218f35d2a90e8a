/** XEP-0084 User Avatar 1.1: metadata and data, reading. Movim also gives nodes a picture by metadata with a `url`. */
import { safeMediaUrl } from '#shared/safe-url.ts'
import { decodeBytes } from '#shared/base64.ts'
import { type Element, attr, children, parseCount } from './xml.ts'

export const NS_AVATAR_METADATA = 'urn:xmpp:avatar:metadata'
export const NS_AVATAR_DATA = 'urn:xmpp:avatar:data'

/** Decoded bytes of a picture we take at most. */
export const MAX_AVATAR_BYTES = 256 * 1024
const IMAGE_TYPES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp'])

export interface AvatarInfo {
  /** SHA-1 of the picture, lower-case hex: also the item id of its data. */
  hash: string
  mediaType: string
  bytes: number | null
  url: string | null
}

/** The pictures on offer; empty when the person took the picture away, undefined when the payload is no metadata. */
export function parseAvatarMetadata(payload: Element | undefined): AvatarInfo[] | undefined {
  if (!payload?.is('metadata', NS_AVATAR_METADATA)) return undefined
  return children(payload, 'info', NS_AVATAR_METADATA).flatMap(info => {
    const hash = attr(info, 'id')?.toLowerCase() ?? ''
    const url = safeMediaUrl(attr(info, 'url')) ?? null
    if (!/^[0-9a-f]{40}$/.test(hash) && url === null) return []
    const mediaType = attr(info, 'type')?.toLowerCase() ?? 'image/png'
    return [{ hash, mediaType, bytes: parseCount(attr(info, 'bytes')) ?? null, url }]
  })
}

export function parseAvatarData(payload: Element | undefined): Uint8Array<ArrayBuffer> | undefined {
  return payload?.is('data', NS_AVATAR_DATA) ? decodePicture(payload.getText()) : undefined
}

/** Undefined when it is not base64 or too much. The length is looked at first, so that nothing large is decoded. */
export function decodePicture(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (text.length > MAX_AVATAR_BYTES * 1.5) return undefined
  const bytes = decodeBytes(text)
  return bytes && bytes.length > 0 && bytes.length <= MAX_AVATAR_BYTES ? bytes : undefined
}

const MAGIC: readonly [string, readonly number[]][] = [
  ['image/png', [0x89, 0x50, 0x4e, 0x47]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/gif', [0x47, 0x49, 0x46, 0x38]],
  ['image/webp', [0x52, 0x49, 0x46, 0x46]],
]

/** The media type by the first bytes: what the sender claims is not asked. Undefined for anything but the four we draw. */
export function imageTypeOf(bytes: Uint8Array): string | undefined {
  const type = MAGIC.find(([, magic]) => magic.every((byte, index) => bytes[index] === byte))?.[0]
  return type !== undefined && IMAGE_TYPES.has(type) ? type : undefined
}
