import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  exif,
  isTelling,
  joined,
  jpegComment,
  jpegFrame,
  pngFrame,
  pngText,
  SECRET,
  webp,
  webpChunk,
  webpHead,
  withSegments,
} from '../../tests/support/pictures.ts'
import { stripMetadata } from './strip-metadata.ts'

const secret = new TextEncoder().encode(SECRET)

test('place, comments and the film behind a photograph go, and every other byte stays', () => {
  const bare = jpegFrame(40, 30)
  const told = joined(withSegments(bare, exif(1), jpegComment(SECRET)), secret)
  expect(isTelling(told)).toBe(true)
  expect(stripMetadata(told, 'image/jpeg')).toEqual(bare)
})

test('the words in a PNG and the chunks of a WebP go as well', () => {
  expect(stripMetadata(pngFrame(4, 3, pngText(SECRET)), 'image/png')).toEqual(pngFrame(4, 3))
  const pixels = webpChunk('VP8 ', new Uint8Array([1, 2, 3]))
  const told = webp(webpHead(4, 3, 0x0e), pixels, webpChunk('EXIF', secret), webpChunk('XMP ', secret))
  expect(stripMetadata(told, 'image/webp')).toEqual(webp(webpHead(4, 3, 0x02), pixels))
})

test('what breaks off or is damaged is never passed on half understood, and nothing throws', () => {
  const whole = withSegments(jpegFrame(8, 8), exif(6))
  for (let length = 0; length < whole.length - 1; length += 1)
    expect(stripMetadata(whole.subarray(0, length), 'image/jpeg')).toBeUndefined()
  const any = fc.constantFrom([whole, 'image/jpeg'], [pngFrame(4, 3, pngText('x')), 'image/png'], [webp(webpHead(4, 3, 0)), 'image/webp'])
  fc.assert(
    fc.property(any as fc.Arbitrary<[Uint8Array, string]>, fc.nat(120), fc.nat(255), ([bytes, type], at, value) => {
      const hurt = bytes.slice()
      if (at < hurt.length) hurt[at] = value
      stripMetadata(hurt, type)
    }),
    { numRuns: 2000 },
  )
})
