import { expect, test } from 'vitest'
import { buildResultSet, parseResultSet } from './xep0059-rsm.ts'
import { xml } from './xml.ts'

test('an empty before asks for the last page, a missing one does not', () => {
  expect(buildResultSet({ max: 20, before: '' }).toString()).toContain('<before/>')
  expect(buildResultSet({ max: 20 }).toString()).not.toContain('before')
})

test('a service that lies about its count is not believed', () => {
  const answer = xml('fin', {}, xml('set', { xmlns: 'http://jabber.org/protocol/rsm' }, xml('count', {}, '-5'), xml('last', {}, 'z')))
  expect(parseResultSet(answer)).toEqual({ first: null, last: 'z', count: null })
})

test('an answer without a set does not page', () => expect(parseResultSet(xml('fin'))).toBeUndefined())
