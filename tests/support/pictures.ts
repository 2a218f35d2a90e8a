/** Pictures as cameras and editors write them, put together byte by byte. */

const latin = (text: string): Uint8Array => Uint8Array.from(text, letter => letter.charCodeAt(0))

export function joined(...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(parts.flatMap(part => [...part]))
}

const segment = (marker: number, body: Uint8Array): Uint8Array =>
  joined([0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 0xff], body)

/** What the tests look for in what was sent. */
export const SECRET = 'GPS 48.8584 N 2.2945 E'

/** An EXIF segment: how the camera was held, and where. */
export function exif(orientation: number): Uint8Array {
  const entry = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]
  const tiff = joined(latin('MM'), [0, 42, 0, 0, 0, 8, 0, 1], entry, [0, 0, 0, 0], latin(SECRET))
  return segment(0xe1, joined(latin('Exif\0\0'), tiff))
}

/** Puts segments where a camera does: right behind the start of the file. */
export function withSegments(jpeg: Uint8Array, ...segments: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return joined(jpeg.subarray(0, 2), ...segments, jpeg.subarray(2))
}

/** The frame of a JPEG around coded bytes that mean nothing. */
export function jpegFrame(width: number, height: number): Uint8Array<ArrayBuffer> {
  const size = [height >> 8, height & 0xff, width >> 8, width & 0xff]
  return joined(
    [0xff, 0xd8],
    segment(0xe0, latin('JFIF\0\x01\x01\0\0\x01\0\x01\0\0')),
    segment(0xc0, joined([8], size, [1, 1, 0x11, 0])),
    segment(0xda, joined([1, 1, 0, 0, 63, 0])),
    // An escaped FF and a restart are no end.
    [1, 2, 0xff, 0, 3, 0xff, 0xd0, 4],
    [0xff, 0xd9],
  )
}

export const jpegComment = (text: string): Uint8Array => segment(0xfe, latin(text))

/** @param name four letters, or with a size in front for PNG's big-endian chunks */
export function pngChunk(name: string, body: Uint8Array): Uint8Array {
  const size = new Uint8Array(4)
  new DataView(size.buffer).setUint32(0, body.length)
  return joined(size, latin(name), body, [0, 0, 0, 0])
}

export function pngFrame(width: number, height: number, ...extra: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const head = new Uint8Array(13)
  new DataView(head.buffer).setUint32(0, width)
  new DataView(head.buffer).setUint32(4, height)
  return joined(
    latin('\x89PNG\r\n\x1A\n'),
    pngChunk('IHDR', head),
    ...extra,
    pngChunk('IDAT', latin('pixels')),
    pngChunk('IEND', new Uint8Array()),
  )
}

export const pngText = (text: string): Uint8Array => pngChunk('tEXt', latin(`Comment\0${text}`))

export function webpChunk(name: string, body: Uint8Array): Uint8Array {
  const size = new Uint8Array(4)
  new DataView(size.buffer).setUint32(0, body.length, true)
  return joined(latin(name), size, body, body.length % 2 === 0 ? [] : [0])
}

export function webp(...chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const body = joined(latin('WEBP'), ...chunks)
  const size = new Uint8Array(4)
  new DataView(size.buffer).setUint32(0, body.length, true)
  return joined(latin('RIFF'), size, body)
}

export function webpHead(width: number, height: number, flags: number): Uint8Array {
  const edge = (value: number): number[] => [(value - 1) & 0xff, (value - 1) >> 8, 0]
  return webpChunk('VP8X', joined([flags, 0, 0, 0], edge(width), edge(height)))
}

export function isTelling(bytes: Uint8Array): boolean {
  return Buffer.from(bytes).includes(SECRET) || Buffer.from(bytes).includes('Exif')
}
