/**
 * Takes out of a picture what its camera and its editors wrote into it (place, time, device, names, a small copy of it), without
 * touching a pixel.
 * @returns undefined for what is not understood here, from the first byte to the last
 */
export function stripMetadata(bytes: Uint8Array, mediaType: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    if (mediaType === 'image/jpeg') return stripJpeg(bytes)
    if (mediaType === 'image/png') return stripPng(bytes)
    if (mediaType === 'image/webp') return stripWebp(bytes)
    return undefined
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
const nameAt = (bytes: Uint8Array, at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4))

function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

/** Needed to draw it: the JFIF head, the colour profile, Adobe's note about the colours. Other APPn and comments tell stories. */
function isKept(bytes: Uint8Array, at: number, marker: number): boolean {
  if (marker === 0xe2) return nameAt(bytes, at + 4) === 'ICC_'
  return marker === 0xe0 || marker === 0xee || !((marker >= 0xe0 && marker <= 0xef) || marker === 0xfe)
}

/** What lies behind the end marker goes as well: phones put a film of the moment there. */
function stripJpeg(bytes: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  const view = viewOf(bytes)
  if (view.getUint16(0) !== 0xffd8) return undefined
  const parts = [bytes.subarray(0, 2)]
  for (let at = 2; ;) {
    if (view.getUint8(at) !== 0xff) return undefined
    const marker = view.getUint8(at + 1)
    if (marker === 0xd9) return join([...parts, bytes.subarray(at, at + 2)])
    let end = at + 2 + view.getUint16(at + 2)
    // The coded picture follows its scan header: to the next marker that is no restart and no escaped FF.
    if (marker === 0xda) while (view.getUint8(end) !== 0xff || isInsideScan(view.getUint8(end + 1))) end += 1
    if (isKept(bytes, at, marker)) parts.push(bytes.subarray(at, end))
    at = end
  }
}

function isInsideScan(marker: number): boolean {
  return marker === 0 || marker === 0xff || (marker >= 0xd0 && marker <= 0xd7)
}

const PNG_STORIES = new Set(['eXIf', 'tEXt', 'zTXt', 'iTXt', 'tIME', 'dSIG'])

function stripPng(bytes: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  const view = viewOf(bytes)
  const parts = [bytes.subarray(0, 8)]
  for (let at = 8; ;) {
    const end = at + 12 + view.getUint32(at)
    const name = nameAt(bytes, at + 4)
    if (end > bytes.length) return undefined
    // Private chunks (a lower case second letter) are the editors' own; one of them is an animation's only by its public name.
    if (!PNG_STORIES.has(name) && !/^.[a-z]/.test(name)) parts.push(bytes.subarray(at, end))
    if (name === 'IEND') return join(parts)
    at = end
  }
}

const EXIF_AND_XMP = 0x0c

function stripWebp(bytes: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  const view = viewOf(bytes)
  const total = Math.min(bytes.length, 8 + view.getUint32(4, true))
  const parts: Uint8Array[] = []
  for (let at = 12; at + 8 <= total;) {
    const size = view.getUint32(at + 4, true)
    const end = at + 8 + size + (size % 2)
    if (end > bytes.length) return undefined
    const name = nameAt(bytes, at)
    const chunk = bytes.slice(at, end)
    if (name === 'VP8X') chunk[8] = (chunk[8] ?? 0) & ~EXIF_AND_XMP
    if (name !== 'EXIF' && name !== 'XMP ') parts.push(chunk)
    at = end
  }
  const body = join([bytes.subarray(8, 12), ...parts])
  const head = new Uint8Array(8)
  head.set(bytes.subarray(0, 4))
  viewOf(head).setUint32(4, body.length, true)
  return join([head, body])
}
