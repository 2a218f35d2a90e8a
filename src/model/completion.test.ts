import { expect, test } from 'vitest'
import { emojiNamedAt, namingAt } from './completion.ts'

/** The caret is the bar. */
function at(text: string) {
  const caret = text.indexOf('|')
  const naming = namingAt(text.replace('|', ''), caret)
  return naming && [naming.kind, naming.typed, naming.from]
}

test.each([
  ['#b|', ['tag', 'b', 0]],
  ['see #bread|', ['tag', 'bread', 4]],
  ['(#パン|', ['tag', 'パン', 1]],
  ['with @An|', ['person', 'An', 5]],
  ['with @ann@exa|', undefined],
  ['a#b|', undefined],
  ['ann@example|', undefined],
  ['# |', undefined],
  ['#|', undefined],
  ['#br|ead', undefined],
  ['#bread |', undefined],
])('%j', (text, expected) => {
  expect(at(text)).toEqual(expected)
})

test('an emoji is named by a colon and two letters, not behind a word, an address or a time', () => {
  const typed = (text: string) => namingAt(text, text.length)
  expect(typed('Well :smi')).toEqual({ kind: 'emoji', typed: 'smi', from: 5, to: 9 })
  expect(typed(':+1')).toMatchObject({ kind: 'emoji', typed: '+1' })
  expect(typed('(:ta')).toMatchObject({ typed: 'ta' })
  for (const text of ['Note:so', 'at 10:30', 'https://ex', 'https:ab', ':s', ': so', '::so']) expect(typed(text)).toBeUndefined()
})

test('the second colon ends the name of an emoji', () => {
  const ended = (text: string) => emojiNamedAt(text, text.length)
  expect(ended('Hi :smile:')).toEqual({ kind: 'emoji', typed: 'smile', from: 3, to: 10 })
  expect(ended('🎉:+1:')).toMatchObject({ typed: '+1' })
  for (const text of [':smile', 'a:b:', '10:30:', '::', ': :']) expect(ended(text)).toBeUndefined()
})
