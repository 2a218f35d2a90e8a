import { expect, test } from 'vitest'
import { buildStanzaError, NS_STANZAS, parseStanzaError, toKithError } from './stanza-error.ts'
import { xml } from './xml.ts'

const general = xml('conflict', { xmlns: NS_STANZAS })
const specific = xml('precondition-not-met', { xmlns: 'http://jabber.org/protocol/pubsub#errors' })

test.each([
  ['Prosody, general first', [general, specific]],
  ['ejabberd, specific first', [specific, general]],
])('both conditions are told apart whatever their order: %s', (_name, parts) => {
  const error = parseStanzaError(xml('iq', { type: 'error' }, xml('error', { type: 'cancel' }, ...parts)))
  expect(error).toMatchObject({ condition: 'conflict', specific: 'precondition-not-met', type: 'cancel' })
  expect(error && toKithError(error)).toMatchObject({ kind: 'conflict', condition: 'precondition-not-met' })
})

test('a file that is too large is told as that, not as a refusal', () => {
  const parts = [xml('file-too-large', { xmlns: 'urn:xmpp:http:upload:0' }), xml('not-acceptable', { xmlns: NS_STANZAS })]
  const error = parseStanzaError(xml('iq', {}, xml('error', {}, ...parts)))
  expect(error && toKithError(error).kind).toBe('too-large')
})

test('an error without any condition is still an error', () => {
  expect(parseStanzaError(xml('iq', {}, xml('error', {})))?.condition).toBe('undefined-condition')
})

test('what is built is read', () => {
  expect(parseStanzaError(xml('iq', {}, buildStanzaError('cancel', 'service-unavailable')))?.condition).toBe('service-unavailable')
})
