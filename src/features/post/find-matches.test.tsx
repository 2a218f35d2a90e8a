import { afterEach, expect, test } from 'vitest'
import { findMatches } from './find-matches.ts'

afterEach(() => document.body.replaceChildren())

function page(...parts: (string | [tag: string, ...words: (string | [string, string])[]])[]): Element {
  const root = document.createElement('div')
  for (const part of parts) {
    if (typeof part === 'string') root.append(part)
    else {
      const [tag, ...words] = part
      const element = document.createElement(tag)
      for (const word of words) {
        if (typeof word === 'string') element.append(word)
        else element.append(Object.assign(document.createElement(word[0]), { textContent: word[1] }))
      }
      root.append(element)
    }
  }
  document.body.append(root)
  return root
}

const found = (root: Element, query: string): string[] => findMatches(root, query).map(String)

test('case and accents do not matter, whichever of the two sides has them', () => {
  const root = page(['p', 'Crème brûlée, CRÈME, creme. مُدَرِّس'])
  expect(found(root, 'creme')).toEqual(['Crème', 'CRÈME', 'creme'])
  expect(found(root, 'BRÛLEE')).toEqual(['brûlée'])
  expect(found(root, 'مدرس')).toEqual(['مُدَرِّس'])
})

test('words are found across marks inside of a text, and not across two texts', () => {
  const root = page(['p', 'one ', ['b', 'two'], ' three'], ['p', 'four'])
  expect(found(root, 'one two  three')).toEqual(['one two three'])
  expect(found(root, 'three four')).toEqual([])
  expect(found(root, 'threefour')).toEqual([])
})

test('a letter that folds to several, and one outside of the first plane, are marked whole', () => {
  const root = page(['p', 'the ﬁsh and the 𝒻ish'])
  expect(found(root, 'fish')).toEqual(['ﬁsh', '𝒻ish'])
})

test("the page's own words are not those of the post, and nothing is found by nothing", () => {
  const root = page(['p', 'Reply to me'], ['button', 'Reply'])
  expect(found(root, 'reply')).toEqual(['Reply'])
  expect(found(root, '  ')).toEqual([])
})

test('a megabyte of one letter is searched in bearable time and not marked without end', () => {
  const root = page(['p', 'e'.repeat(1_000_000)])
  const started = performance.now()
  expect(findMatches(root, 'e')).toHaveLength(1000)
  expect(performance.now() - started).toBeLessThan(5000)
})
