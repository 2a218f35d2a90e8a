import { expect, test } from 'vitest'
import { readElement } from '#engine/session/xml-reader.ts'
import { encodeBytes } from '#shared/base64.ts'
import { jpegFrame, pngFrame } from '../../tests/support/pictures.ts'
import { buildSharedFiles, parseSharedFiles } from './shared-files.ts'
import { buildThumbnail, NS_THUMBS, parseThumbnail } from './xep0264-thumbnails.ts'
import { xml } from './xml.ts'

const small = `data:image/jpeg;base64,${encodeBytes(jpegFrame(240, 135))}`
const file = { mediaType: 'video/mp4', name: 'swim.mp4', description: '', bytes: 9, width: 1920, height: 1080, length: 4000 }
const url = 'https://upload.example.org/swim.mp4'

test('a film goes with its shape, its length and how it begins, in one dialect only, and is read again', () => {
  const parts = buildSharedFiles([{ ...file, url, thumbnail: small }], true)
  const wire = readElement(xml('message', {}, ...parts).toString())
  expect(wire.toString().split(small)).toHaveLength(2)
  expect(parseSharedFiles(wire, url).files).toEqual([{ ...file, url, thumbnail: small }])
})

test('only a small still picture that is in the stanza itself is taken; what its sender says of it counts for nothing', () => {
  const read = (...uris: string[]): string | undefined =>
    parseThumbnail(
      readElement(
        `<file>${uris.map(uri => `<thumbnail xmlns='${NS_THUMBS}' uri='${uri}' media-type='image/png' width='9' height='9'/>`).join('')}</file>`,
      ),
    )
  const bad = [
    'https://tracker.example/1.png',
    'cid:sha1+1@bob.xmpp.org',
    'data:image/thumbhash;base64,AAAA',
    'data:image/svg+xml;base64,PHN2Zy8+',
    'data:image/png;base64,AAAA',
    'data:image/png;base64,not base64',
    `data:image/png;base64,${encodeBytes(pngFrame(30_000, 30_000))}`,
    `data:image/jpeg;base64,${encodeBytes(new Uint8Array(40_000))}`,
  ]
  for (const uri of bad) expect(read(uri)).toBeUndefined()
  expect(read(...bad, small)).toBe(small)
  expect(buildThumbnail(small).attrs['media-type']).toBe('image/jpeg')
})
