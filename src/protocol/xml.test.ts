import fc from 'fast-check'
import { expect, test } from 'vitest'
import { attr, child, legalText, parseCount, xml } from './xml.ts'

test('nothing that XML 1.0 forbids ever leaves, in text or attributes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), text => {
      const wire = xml('body', { title: text }, text).toString()
      expect(legalText(wire)).toBe(wire)
    }),
  )
})

test('legal text is left alone, emoji and tabs included', () => {
  const text = 'tab\t line\n 👩‍👩‍👧 Ω \u{10FFFD}'
  expect(legalText(text)).toBe(text)
})

test('a child is found by name and namespace, never by name alone', () => {
  const parent = xml('message', { xmlns: 'jabber:client' }, xml('x', { xmlns: 'one' }), xml('x', { xmlns: 'two', id: '2' }))
  expect(attr(child(parent, 'x', 'two'), 'id')).toBe('2')
  expect(child(parent, 'x', 'three')).toBeUndefined()
})

test.each([
  ['12', 12],
  [' 7 ', 7],
  ['-1', undefined],
  ['1e9', undefined],
  ['99999999999999999999', undefined],
  ['', undefined],
])('the count %j is %s', (text, count) => expect(parseCount(text)).toBe(count))
