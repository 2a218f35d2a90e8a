/** What the first bytes of a picture say of it, so that one that would fill the memory is never decoded. */
export interface PictureHeader {
  mediaType: 'image/jpeg' | 'image/png' | 'image/gif' | 'image/webp' | 'image/avif'
  /** As it is shown: turned as the camera says. */
  width: number
  height: number
  /** More than one frame. */
  moves: boolean
  /** The camera was held another way: without its note (EXIF orientation) the picture would lie on its side. */
  turned: boolean
}

const text = (bytes: Uint8Array, at: number, length: number): string => String.fromCharCode(...bytes.subarray(at, at + length))

/** Undefined for what is no picture of a kind that is known here, or breaks off before its size. */
export function readPictureHeader(bytes: Uint8Array): PictureHeader | undefined {
  try {
    return read(bytes, new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  } catch (error) {
    // Read past its end: it breaks off.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function read(bytes: Uint8Array, view: DataView): PictureHeader | undefined {
  if (text(bytes, 0, 2) === '\xFF\xD8') return readJpeg(bytes, view)
  if (text(bytes, 0, 8) === '\x89PNG\r\n\x1A\n') return readPng(bytes, view)
  if (/^GIF8[79]a/.test(text(bytes, 0, 6))) {
    // Told apart from a still one only by reading all of it; none is touched.
    return { mediaType: 'image/gif', width: view.getUint16(6, true), height: view.getUint16(8, true), moves: true, turned: false }
  }
  if (text(bytes, 0, 4) === 'RIFF' && text(bytes, 8, 4) === 'WEBP') return readWebp(bytes, view)
  if (text(bytes, 4, 4) === 'ftyp' && /^(?:avif|avis)$/.test(text(bytes, 8, 4))) return readAvif(bytes, view)
  return undefined
}

function readPng(bytes: Uint8Array, view: DataView): PictureHeader {
  let moves = false
  for (let at = 8; at + 8 <= bytes.length; at += 12 + view.getUint32(at)) {
    const chunk = text(bytes, at + 4, 4)
    moves ||= chunk === 'acTL'
    if (chunk === 'IDAT') break
  }
  return { mediaType: 'image/png', width: view.getUint32(16), height: view.getUint32(20), moves, turned: false }
}

function readJpeg(bytes: Uint8Array, view: DataView): PictureHeader | undefined {
  let orientation = 1
  for (let at = 2; ; at += 2 + view.getUint16(at + 2)) {
    if (view.getUint8(at) !== 0xff) return undefined
    const marker = view.getUint8(at + 1)
    if (marker === 0xe1 && text(bytes, at + 4, 6) === 'Exif\0\0') orientation = orientationOf(bytes.subarray(at + 10)) ?? orientation
    // Start of frame, whatever its coding; C4, C8 and CC are something else.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      const [height, width] = [view.getUint16(at + 5), view.getUint16(at + 7)]
      const onSide = orientation >= 5
      return {
        mediaType: 'image/jpeg',
        width: onSide ? height : width,
        height: onSide ? width : height,
        moves: false,
        turned: orientation !== 1,
      }
    }
    if (marker === 0xda || marker === 0xd9) return undefined
  }
}

/** Tag 0x0112 of the first directory (EXIF 2.3 §4.6.4). */
function orientationOf(tiff: Uint8Array): number | undefined {
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength)
  const little = text(tiff, 0, 2) === 'II'
  const directory = view.getUint32(4, little)
  const count = view.getUint16(directory, little)
  for (let entry = directory + 2; entry < directory + 2 + count * 12; entry += 12) {
    if (view.getUint16(entry, little) === 0x0112) {
      const value = view.getUint16(entry + 8, little)
      return value >= 1 && value <= 8 ? value : undefined
    }
  }
  return undefined
}

function readWebp(bytes: Uint8Array, view: DataView): PictureHeader | undefined {
  const found = { mediaType: 'image/webp' as const, moves: false, turned: false }
  switch (text(bytes, 12, 4)) {
    case 'VP8 ':
      return { ...found, width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
    case 'VP8L': {
      const bits = view.getUint32(21, true)
      return { ...found, width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
    }
    case 'VP8X': {
      const flags = view.getUint8(20)
      const [width, height] = [view.getUint32(23, true) >>> 8, view.getUint32(26, true) >>> 8].map(less => less + 1) as [number, number]
      // With an EXIF chunk it may be turned.
      return { ...found, width, height, moves: (flags & 0x02) !== 0, turned: (flags & 0x08) !== 0 }
    }
    default:
      return undefined
  }
}

/** The image spatial extents box lies somewhere in the head; of several the largest is the picture. */
function readAvif(bytes: Uint8Array, view: DataView): PictureHeader | undefined {
  let [width, height] = [0, 0]
  for (let at = 12; at < Math.min(bytes.length - 16, 4096); at += 1) {
    if (text(bytes, at, 4) !== 'ispe') continue
    const [w, h] = [view.getUint32(at + 8), view.getUint32(at + 12)]
    if (w * h > width * height) [width, height] = [w, h]
  }
  const moves = text(bytes, 8, 4) === 'avis'
  return width > 0 ? { mediaType: 'image/avif', width, height, moves, turned: false } : undefined
}
