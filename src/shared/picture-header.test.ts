import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { exif, joined, jpegFrame, pngChunk, pngFrame, webp, webpHead, withSegments } from '../../tests/support/pictures.ts'
import { readPictureHeader } from './picture-header.ts'

test('a photograph has the shape in which it is shown, not the one in which the camera lay', () => {
  const lying = jpegFrame(4000, 3000)
  expect(readPictureHeader(lying)).toEqual({ mediaType: 'image/jpeg', width: 4000, height: 3000, moves: false, turned: false })
  expect(readPictureHeader(withSegments(lying, exif(1)))).toMatchObject({ width: 4000, height: 3000, turned: false })
  expect(readPictureHeader(withSegments(lying, exif(3)))).toMatchObject({ width: 4000, height: 3000, turned: true })
  expect(readPictureHeader(withSegments(lying, exif(6)))).toMatchObject({ width: 3000, height: 4000, turned: true })
})

test('what moves is told from what does not', () => {
  expect(readPictureHeader(pngFrame(20_000, 20_000))).toMatchObject({ mediaType: 'image/png', width: 20_000, height: 20_000, moves: false })
  expect(readPictureHeader(pngFrame(2, 3, pngChunk('acTL', new Uint8Array(8))))).toMatchObject({ moves: true })
  expect(readPictureHeader(webp(webpHead(300, 200, 0x02)))).toMatchObject({ mediaType: 'image/webp', width: 300, height: 200, moves: true })
  const gif = joined(new TextEncoder().encode('GIF89a'), [10, 0, 5, 0])
  expect(readPictureHeader(gif)).toMatchObject({ width: 10, height: 5, moves: true })
})

test('whatever the bytes are, there is an answer: cut, damaged or no picture at all', () => {
  const whole = fc.constantFrom(withSegments(jpegFrame(8, 8), exif(6)), pngFrame(8, 8), webp(webpHead(8, 8, 0)))
  fc.assert(
    fc.property(whole, fc.nat(120), fc.nat(120), fc.nat(255), (bytes, length, at, value) => {
      const hurt = bytes.slice(0, length)
      if (at < hurt.length) hurt[at] = value
      readPictureHeader(hurt)
    }),
    { numRuns: 2000 },
  )
  expect(readPictureHeader(new Uint8Array())).toBeUndefined()
  expect(readPictureHeader(new TextEncoder().encode('<svg onload="x"/>'))).toBeUndefined()
})
