import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeBytes, decodeText, encodeBytes, encodeText } from './base64.ts'

test('bytes and texts come back as they went, also beyond Latin-1 and beyond one block', () => {
  fc.assert(
    fc.property(fc.uint8Array(), bytes => {
      expect(decodeBytes(encodeBytes(bytes))).toEqual(bytes)
    }),
  )
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), text => {
      expect(decodeText(encodeText(text))).toBe(text)
    }),
  )
  for (const text of ['\uFFFD', '\uFEFFa']) expect(decodeText(encodeText(text))).toBe(text)
  const large = new Uint8Array(200_000).map((_, index) => index % 251)
  expect(decodeBytes(encodeBytes(large))).toEqual(large)
  expect(encodeText('päŁŻ')).toBe('cMOkxYHFuw==')
})

test('what is not base64, or not UTF-8 in it, is nothing', () => {
  for (const text of ['=', 'a', 'ab=c', '%%%%', 'abc']) expect(decodeBytes(text), text).toBeUndefined()
  expect(decodeText('/////w==')).toBeUndefined()
  expect(decodeText(' cMOk\n xYHFuw== ')).toBe('päŁŻ')
  expect(decodeBytes('')).toEqual(new Uint8Array())
})
