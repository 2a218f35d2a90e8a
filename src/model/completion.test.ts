import { expect, test } from 'vitest'
import { namingAt } from './completion.ts'

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
