import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldedWords } from '#shared/fold.ts'
import { parseQuery } from './search-query.ts'
import { excerptOf, hasTerms, termsOf, whereFound } from './search-terms.ts'

const terms = (typed: string) => termsOf(parseQuery(typed), typed)
const fits = (text: string, typed: string): boolean => hasTerms(foldedWords(text), terms(typed))
const marked = (text: string, typed: string): string[] => whereFound(text, terms(typed)).map(([from, to]) => text.slice(from, to))

test('all words have to be there, the last one as far as it is typed', () => {
  expect(fits('On pruning old roses in March', 'march prun')).toBe(true)
  expect(fits('On pruning old roses in March', 'mar prun')).toBe(false)
  expect(fits('On pruning old roses in March', 'prun ')).toBe(false)
  expect(fits('On pruning old roses in March', 'march prun author:ada ')).toBe(true)
  expect(fits('On pruning old roses in March', 'runing')).toBe(false)
})

test('a phrase is those words in a row, whatever stands between them', () => {
  expect(fits('Old, climbing roses', '"climbing roses"')).toBe(true)
  expect(fits('Roses, climbing', '"climbing roses"')).toBe(false)
  expect(fits('climbing rosesbush', '"climbing roses"')).toBe(false)
  expect(fits('see example.org/garden', 'example.org')).toBe(true)
})

test.each([
  ['Latin without its accents', 'Gänseblümchen über Ærø', 'ganseblumchen', 'Gänseblümchen'],
  ['Greek', 'Ο Οδυσσεύς γύρισε', 'ΟΔΥΣΣΕΥΣ', 'Οδυσσεύς'],
  ['Cyrillic', 'Зелёная ёлка', 'елка', 'ёлка'],
  ['Arabic with the article written to it', 'قرأتُ والكِتابَ أمس', 'كتاب', 'كِتابَ'],
  ['Arabic with another hamza', 'إلى أحمد', 'احمد', 'أحمد'],
  ['Japanese in the middle of a run', '東京タワーから見た夜景', '夜景', '夜景'],
  ['Japanese of half width', 'ガラスの靴', 'ｶﾞﾗｽ', 'ガラス'],
  ['Thai without blanks', 'ฉันรักสวนกุหลาบ', 'กุหลาบ', 'กุหลาบ'],
  ['Korean as it is typed', '한국어를 배워요', '한국', '한국'],
])('%s is found and marked as it is written', (_, text, typed, found) => {
  expect(fits(text, typed)).toBe(true)
  expect(marked(text, typed)).toEqual([found])
})

test('any two characters of a Japanese text in a row are found', () => {
  const text = '昨日は雨が降っていたので家で本を読んだ'
  for (let at = 0; at + 2 <= text.length; at += 1) expect(fits(text, text.slice(at, at + 2))).toBe(true)
})

test('every place is marked, in order and once', () => {
  expect(marked('A rose is a Rose, rosebud', 'is rose')).toEqual(['rose', 'is', 'Rose', 'rose'])
  expect(marked('rose rose', '"rose rose" rose')).toEqual(['rose rose'])
})

test('signs of a pattern are no pattern, and signs alone look for nothing', () => {
  expect(fits('a (b [[c* d', 'a(b[[c*')).toBe(true)
  expect(terms('([*')).toEqual([])
})

test('whatever the text, what is marked folds to what was looked for', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('rose', 'Rosé', 'ROSES', 'prose', ' ', ', ', '👩‍👩‍👧', 'ß', 'が', 'ﷺ'), { maxLength: 20 }), pieces => {
      for (const found of marked(pieces.join(''), 'rose')) expect(foldedWords(found).trim()).toBe('rose')
    }),
  )
})

test('an excerpt shows where the word stands in a long text', () => {
  const excerpt = excerptOf(`${'far away '.repeat(50)} the needle ${'and on '.repeat(50)}`, terms('needle'))
  expect(excerpt).toMatch(/^….*needle.*…$/)
  expect(excerpt.length).toBeLessThan(200)
})
