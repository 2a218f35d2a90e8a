import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldBody } from './fold.ts'
import { isOnlyEmoji } from './only-emoji.ts'

test('what fits is shown whole', () => {
  const body = Array.from({ length: 40 }, (_, index) => `line ${index}`).join('\n')
  expect(foldBody(body, 0)).toEqual({ shown: body, folded: false })
})

test('the forty-first line is folded away until asked for', () => {
  const body = Array.from({ length: 60 }, (_, index) => `line ${index}`).join('\n')
  const first = foldBody(body, 0)
  expect(first.folded).toBe(true)
  expect(first.shown.split('\n')).toHaveLength(40)
  expect(foldBody(body, 1)).toEqual({ shown: body, folded: false })
})

test('a megabyte without a single line break unfolds 64 KiB at a time', () => {
  const body = 'x'.repeat(1_048_576)
  expect(foldBody(body, 0).shown.length).toBeLessThan(4_000)
  expect(foldBody(body, 1)).toMatchObject({ folded: true, shown: body.slice(0, 65_536) })
  expect(foldBody(body, 16)).toEqual({ shown: body, folded: false })
})

test('the cut is a beginning of the text and never splits a character', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', '\n', '😺', 'é', ' '), { maxLength: 6_000, minLength: 3_000 }), characters => {
      const body = characters.join('')
      const { shown } = foldBody(body, 0)
      expect(body.startsWith(shown)).toBe(true)
      expect(shown.isWellFormed()).toBe(true)
    }),
    { numRuns: 30 },
  )
})

test.each(['😀', '👩‍🚀 🇫🇷', '❤️👍🏽', '1️⃣'])('%s is only emoji', body => expect(isOnlyEmoji(body)).toBe(true))
test.each(['', 'ok 😀', '12', '😀😀😀😀', '#'])('%j is not', body => expect(isOnlyEmoji(body)).toBe(false))
