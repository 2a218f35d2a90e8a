import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatQuery, HAS, parseQuery, type SearchPart, startOf } from './search-query.ts'

test('words, phrases and filters are told apart', () => {
  expect(parseQuery('old "climbing roses" author:ada in:"Rose growers" tag:Garden #März has:picture after:2026-03 before:2027')).toEqual([
    { kind: 'word', value: 'old' },
    { kind: 'phrase', value: 'climbing roses' },
    { kind: 'author', value: 'ada' },
    { kind: 'in', value: 'Rose growers' },
    { kind: 'tag', value: 'garden' },
    { kind: 'tag', value: 'märz' },
    { kind: 'has', value: 'picture' },
    { kind: 'after', value: '2026-03' },
    { kind: 'before', value: '2027' },
  ])
})

test('a filter that is unknown or cannot be is a word; one without its value is nothing yet', () => {
  expect(parseQuery('https://example.org kind:post after:soon has:nothing before:2026-02-30').map(({ kind }) => kind)).toEqual(
    Array.from({ length: 5 }, () => 'word'),
  )
  expect(parseQuery('author: in:"" has: before:20 # "')).toEqual([])
})

test('what is still being typed counts as far as it goes', () => {
  expect(parseQuery('"old ro')).toEqual([{ kind: 'phrase', value: 'old ro' }])
  expect(parseQuery('has:pic')).toEqual([{ kind: 'has', value: 'picture' }])
  expect(parseQuery('after:2026-')).toEqual([{ kind: 'after', value: '2026' }])
  expect(parseQuery('AUTHOR:ada')).toEqual([{ kind: 'author', value: 'ada' }])
})

test('quotes of other languages and digits of other scripts are taken as well', () => {
  expect(parseQuery('„alte Rosen“ «vieilles roses» 「古い薔薇」').map(({ value }) => value)).toEqual([
    'alte Rosen',
    'vieilles roses',
    '古い薔薇',
  ])
  expect(parseQuery('after:٢٠٢٦')).toEqual([{ kind: 'after', value: '2026' }])
})

test('a date is where its year, month or day begins', () => {
  expect(startOf('2026')).toBe(new Date(2026, 0, 1).getTime())
  expect(startOf('2026-3')).toBe(new Date(2026, 2, 1).getTime())
  expect(startOf('2024-02-29')).toBe(new Date(2024, 1, 29).getTime())
  expect(startOf('2026-13')).toBeUndefined()
})

const plain = fc.stringMatching(/^[\p{L}\p{N}]{1,8}$/u)
const words = fc.array(plain, { minLength: 1, maxLength: 3 }).map(all => all.join(' '))
const date = fc.date({ min: new Date(1970, 0, 1), max: new Date(2100, 0, 1), noInvalidDate: true })
const part: fc.Arbitrary<SearchPart> = fc.oneof(
  plain.map(value => ({ kind: 'word' as const, value })),
  words.map(value => ({ kind: 'phrase' as const, value })),
  words.map(value => ({ kind: 'author' as const, value })),
  words.map(value => ({ kind: 'in' as const, value })),
  words.map(value => ({ kind: 'tag' as const, value: value.normalize('NFC').toLowerCase() })),
  fc.constantFrom(...HAS).map(value => ({ kind: 'has' as const, value })),
  date.map(at => ({ kind: 'after' as const, value: at.toISOString().slice(0, 10) })),
  date.map(at => ({ kind: 'before' as const, value: at.toISOString().slice(0, 7) })),
)

test('what is written out is read as the same, so that a filter can be taken away without a change to the rest', () => {
  fc.assert(
    fc.property(fc.array(part, { maxLength: 6 }), parts => {
      expect(parseQuery(formatQuery(parts))).toEqual(parts)
    }),
  )
})

test('whatever is typed can be read, and written out it says the same', () => {
  const anything = fc.array(fc.constantFrom('"', ':', '#', ' ', 'author', 'has', 'picture', '2026', '-', 'ä', '“', 'tag'), {
    maxLength: 12,
  })
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'grapheme', maxLength: 100 }),
        anything.map(all => all.join('')),
      ),
      typed => {
        const parts = parseQuery(typed)
        expect(parseQuery(formatQuery(parts))).toEqual(parts)
      },
    ),
  )
})
