import { expect, test } from 'vitest'
import { readElement } from '#engine/session/xml-reader.ts'
import { buildSlotRequest, NS_UPLOAD, parseSlot } from './xep0363-http-upload.ts'
import { parseStanzaError, toKithError } from './stanza-error.ts'

const slot = (put: string, get: string, headers = '') =>
  parseSlot(readElement(`<slot xmlns='${NS_UPLOAD}'><put url='${put}'>${headers}</put><get url='${get}'/></slot>`))

test('a slot is asked for with the name, the size and the type of the file', () => {
  const request = buildSlotRequest({ name: 'très cool.jpg', bytes: 23456, mediaType: 'image/jpeg' })
  expect(request.attrs).toEqual({ xmlns: NS_UPLOAD, filename: 'très cool.jpg', size: '23456', 'content-type': 'image/jpeg' })
})

test('of the headers that a service asks for only the three of the XEP are sent, in their order and without line breaks', () => {
  const headers = `<header name='Authorization'>Basic x&#10;Host: evil</header><header name='X-Evil'>1</header>
    <header name='eXpires'>soon</header><header name='Content-Length'>0</header><header name='Cookie'>a=b</header>`
  expect(slot('https://up.example/1', 'https://down.example/1', headers)).toEqual({
    putUrl: 'https://up.example/1',
    getUrl: 'https://down.example/1',
    headers: [
      ['Authorization', 'Basic xHost: evil'],
      ['eXpires', 'soon'],
      ['Cookie', 'a=b'],
    ],
  })
})

test.each([
  ['http to somewhere else', 'http://up.example/1', false],
  ['a script', 'javascript:alert(1)', false],
  ['a name and password', 'https://me:secret@up.example/1', false],
  ['a host that only begins like this machine', 'http://localhost.evil.example/1', false],
  ['https', 'https://up.example/1', true],
  ['this very machine', 'http://localhost:5280/upload/1', true],
])('a slot at %s', (_name, url, isTaken) => {
  expect(slot(url, 'https://down.example/1') !== undefined).toBe(isTaken)
  expect(slot('https://up.example/1', url) !== undefined).toBe(isTaken)
})

test('a file that is too large is told apart, with how large it may be', () => {
  const error = `<error type='modify'><not-acceptable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>
    <file-too-large xmlns='${NS_UPLOAD}'><max-file-size>20000</max-file-size></file-too-large></error>`
  const stanza = readElement(`<iq xmlns='jabber:client' type='error'>${error}</iq>`)
  const refused = parseStanzaError(stanza)
  expect(refused && toKithError(refused)).toMatchObject({ kind: 'too-large', condition: 'file-too-large', limit: 20_000 })
})
