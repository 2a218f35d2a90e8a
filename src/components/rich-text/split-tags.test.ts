import fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitPostText } from './split-tags.ts'

const tagsOf = (text: string): string[] => splitPostText(text).flatMap(part => (part.kind === 'tag' ? [part.tag] : []))

test.each([
  ['a #Swim today', ['swim']],
  ['#شعر و #rain_2', ['شعر', 'rain_2']],
  ['#日本語、#タグ', ['日本語', 'タグ']],
  ['#1 is no tag, #1a is', ['1a']],
  ['C# and a#b and ##x', []],
  ['https://example.org/#place', []],
  ['&#39; stays', []],
])('%s', (text, tags) => expect(tagsOf(text)).toEqual(tags))

test('loses no character', () => {
  const piece = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('#a', '##', 'https://a.b/#x', ' ', '\n', 'é#'))
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), pieces => {
      const text = pieces.join('')
      const whole = splitPostText(text)
        .map(part => part.text)
        .join('')
      expect(whole).toBe(text)
    }),
  )
})
