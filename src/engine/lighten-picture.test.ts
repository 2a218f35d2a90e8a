import { expect, test } from 'vitest'
import { exif, isTelling, jpegFrame, pngChunk, pngFrame, pngText, SECRET, withSegments } from '../../tests/support/pictures.ts'
import type { DecodedPicture } from './file-tools.ts'
import { lightenPicture } from './lighten-picture.ts'

interface Drawn {
  width: number
  height: number
  mediaType: string
}

/** A canvas that opens everything as a picture of this size, and writes so many bytes in each format. */
function canvas(width: number, height: number, sizes: Record<string, number> = {}) {
  const drawn: Drawn[] = []
  const decode = async (): Promise<DecodedPicture> => ({
    width,
    height,
    encode: async (width, height, mediaType) => {
      drawn.push({ width, height, mediaType })
      return new Blob([new Uint8Array(sizes[mediaType] ?? 10)], { type: mediaType })
    },
    close: () => undefined,
  })
  return { decode, drawn }
}

const file = (bytes: Uint8Array<ArrayBuffer>, name: string, mediaType: string) => ({
  name,
  mediaType,
  blob: new Blob([bytes], { type: mediaType }),
})
const bytesOf = async (blob: Blob | undefined): Promise<Uint8Array> => new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0))

test('a large photograph is drawn anew, upright and no longer than every screen needs', async () => {
  const { decode, drawn } = canvas(3000, 4000)
  const photo = withSegments(jpegFrame(4000, 3000), exif(6))
  const { light, width, height } = await lightenPicture(file(photo, 'IMG_1.JPG', 'image/jpeg'), decode)
  expect(drawn).toEqual([{ width: 1536, height: 2048, mediaType: 'image/jpeg' }])
  expect(light).toMatchObject({ name: 'IMG_1.JPG', mediaType: 'image/jpeg', width: 1536, height: 2048, bytes: 10 })
  expect([width, height]).toEqual([3000, 4000])
})

test('what would only grow by being drawn anew stays as it is, without its metadata', async () => {
  const { decode } = canvas(40, 30, { 'image/jpeg': 100_000 })
  const { light } = await lightenPicture(file(withSegments(jpegFrame(40, 30), exif(1)), 'a.jpg', 'image/jpeg'), decode)
  expect(await bytesOf(light?.blob)).toEqual(jpegFrame(40, 30))
})

test('what lies on its side is drawn anew even if it grows: without its note it would fall over', async () => {
  const { decode, drawn } = canvas(30, 40, { 'image/jpeg': 100_000 })
  const { light } = await lightenPicture(file(withSegments(jpegFrame(40, 30), exif(8)), 'a.jpg', 'image/jpeg'), decode)
  expect(drawn).toHaveLength(1)
  expect(light).toMatchObject({ width: 30, height: 40, bytes: 100_000 })
})

test('a small drawing stays a PNG, a large one becomes what is smaller, and is called so', async () => {
  const drawing = file(pngFrame(4000, 3000, pngText(SECRET), pngChunk('PLTE', new Uint8Array(400_000))), 'shot.png', 'image/png')
  expect((await lightenPicture(drawing, canvas(4000, 3000, { 'image/png': 5000 }).decode)).light).toMatchObject({ mediaType: 'image/png' })
  const sizes = { 'image/png': 3_000_000, 'image/webp': 200_000 }
  expect((await lightenPicture(drawing, canvas(4000, 3000, sizes).decode)).light).toMatchObject({
    name: 'shot.webp',
    mediaType: 'image/webp',
    bytes: 200_000,
  })
})

test('one of more than 64 megapixels is never opened, whatever it says it is', async () => {
  const { decode, drawn } = canvas(1, 1)
  const { left, light } = await lightenPicture(file(pngFrame(20_000, 20_000, pngText(SECRET)), 'huge.png', 'image/jpeg'), decode)
  expect([left, drawn]).toEqual(['too-many-pixels', []])
  expect(isTelling(await bytesOf(light?.blob))).toBe(false)
})

test('what moves keeps its pixels, a drawing of code is left alone, and what cannot be opened says so', async () => {
  const { decode, drawn } = canvas(1, 1)
  const moving = await lightenPicture(file(pngFrame(8, 8, pngChunk('acTL', new Uint8Array(8))), 'a.png', 'image/png'), decode)
  const code = await lightenPicture(file(new TextEncoder().encode('<svg/>'), 'a.svg', 'image/svg+xml'), decode)
  const closed = await lightenPicture(file(new Uint8Array([1, 2]), 'a.heic', 'image/heic'), async () => null)
  expect(drawn).toEqual([])
  expect(moving).toMatchObject({ left: null, width: 8, height: 8 })
  expect(code).toMatchObject({ left: null, light: null, mediaType: 'image/svg+xml' })
  expect(closed).toMatchObject({ left: 'unreadable', light: null })
})

test('a large drawing of a few plain colours is not made heavier by being made smaller', async () => {
  const { decode, drawn } = canvas(4000, 3000, { 'image/png': 50_000 })
  const { light } = await lightenPicture(file(pngFrame(4000, 3000, pngText(SECRET)), 'plan.png', 'image/png'), decode)
  expect(drawn).toHaveLength(1)
  expect(light).toMatchObject({ width: 4000, height: 3000, bytes: pngFrame(4000, 3000).length })
})

test('a sticker is made smaller than a picture is', async () => {
  const { decode, drawn } = canvas(3000, 1500)
  await lightenPicture(file(pngFrame(3000, 1500), 'a.png', 'image/png'), decode, 512)
  expect(drawn).toEqual([{ width: 512, height: 256, mediaType: 'image/png' }])
})
