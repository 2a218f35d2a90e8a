import { expect, test } from 'vitest'
import { parseFrame } from '../../tests/faults/fake-frame.ts'
import { buildBind2 } from './xep0386-bind2.ts'
import { buildAuthenticate, parseSasl2Answer } from './xep0388-sasl2.ts'
import { buildFast, buildTokenRequest } from './xep0484-fast.ts'
import { parseAck, parseEnabled, parseFailed, parseResumed } from './xep0198-stream-management.ts'
import { parseTime, buildTime } from './xep0202-entity-time.ts'
import { xml } from './xml.ts'

const success = (inner: string): string => `<success xmlns='urn:xmpp:sasl:2'>${inner}</success>`

test('a request carries everything in one frame', () => {
  const agent = { id: 'd4565fa7-4d72-4749-b3d3-740edbf87770', software: 'Kith' }
  const inline = [buildBind2('Kith', { inline: ['urn:xmpp:sm:3'] }), buildTokenRequest('HT-SHA-256-NONE'), buildFast(3, true)]
  expect(buildAuthenticate('SCRAM-SHA-256', 'YQ==', agent, inline).toString()).toBe(
    '<authenticate xmlns="urn:xmpp:sasl:2" mechanism="SCRAM-SHA-256"><initial-response>YQ==</initial-response>' +
      '<user-agent id="d4565fa7-4d72-4749-b3d3-740edbf87770"><software>Kith</software></user-agent>' +
      '<bind xmlns="urn:xmpp:bind:0"><tag>Kith</tag><enable xmlns="urn:xmpp:sm:3" resume="true"/></bind>' +
      '<request-token xmlns="urn:xmpp:fast:0" mechanism="HT-SHA-256-NONE"/><fast xmlns="urn:xmpp:fast:0" count="3" invalidate="true"/></authenticate>',
  )
  expect(buildBind2('Kith', { inline: [] }).toString()).not.toContain('enable')
})

test('a success with everything in it', () => {
  const inner =
    '<additional-data>dj1h</additional-data><authorization-identifier>juliet@example.org/Kith.1</authorization-identifier>' +
    "<failed xmlns='urn:xmpp:sm:3' h='4'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failed>" +
    "<bound xmlns='urn:xmpp:bind:0'><enabled xmlns='urn:xmpp:sm:3' id='x' resume='true' max='300'/></bound>" +
    "<token xmlns='urn:xmpp:fast:0' token='t' expiry='2020-03-12T14:36:15Z'/>"
  expect(parseSasl2Answer(parseFrame(success(inner)))).toEqual({
    kind: 'success',
    data: 'dj1h',
    authorizationId: 'juliet@example.org/Kith.1',
    bound: { enabled: { id: 'x', maxSeconds: 300 } },
    resumed: null,
    refusedResume: { h: 4, condition: 'item-not-found' },
    token: { token: 't', expiresAt: Date.parse('2020-03-12T14:36:15Z') },
  })
})

test('a bare success, a challenge, a refusal, a further task, and nothing of the kind', () => {
  expect(parseSasl2Answer(parseFrame(success('')))).toMatchObject({
    data: null,
    authorizationId: null,
    bound: null,
    resumed: null,
    token: null,
  })
  expect(parseSasl2Answer(parseFrame("<challenge xmlns='urn:xmpp:sasl:2'>YQ==</challenge>"))).toEqual({ kind: 'challenge', data: 'YQ==' })
  const refusal = "<failure xmlns='urn:xmpp:sasl:2'><credentials-expired xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/></failure>"
  expect(parseSasl2Answer(parseFrame(refusal))).toEqual({ kind: 'failure', condition: 'credentials-expired', text: '' })
  expect(parseSasl2Answer(parseFrame("<continue xmlns='urn:xmpp:sasl:2'/>"))).toEqual({ kind: 'continue' })
  expect(parseSasl2Answer(xml('success', { xmlns: 'urn:ietf:params:xml:ns:xmpp-sasl' }))).toBeUndefined()
})

test.each([
  ['0', 0],
  ['4294967295', 4_294_967_295],
  ['4294967296', null],
  ['-1', null],
  ['1.5', null],
  ['0x10', null],
  ['', null],
  [' 1', null],
  ['99999999999999999999', null],
])('a count of "%s" is %s', (h, expected) => {
  expect(parseAck(xml('a', { xmlns: 'urn:xmpp:sm:3', h }))).toEqual({ h: expected })
  expect(parseResumed(xml('resumed', { xmlns: 'urn:xmpp:sm:3', h }))).toEqual({ h: expected })
  expect(parseFailed(xml('failed', { xmlns: 'urn:xmpp:sm:3', h }))).toEqual({ h: expected, condition: 'undefined-condition' })
})

test('stream management without resumption has no id to resume by, whatever it says', () => {
  expect(parseEnabled(xml('enabled', { xmlns: 'urn:xmpp:sm:3', id: 'x' }))).toEqual({ id: null, maxSeconds: null })
  expect(parseEnabled(xml('enabled', { xmlns: 'urn:xmpp:sm:3', id: 'x', resume: '1', max: 'long' }))).toEqual({ id: 'x', maxSeconds: null })
  expect(parseEnabled(xml('enabled', { xmlns: 'urn:xmpp:sm:2', id: 'x', resume: 'true' }))).toBeUndefined()
})

test('the time of day goes there and back', () => {
  expect(parseTime(buildTime(1_700_000_000_000))).toBe(1_700_000_000_000)
  expect(parseTime(xml('time', { xmlns: 'urn:xmpp:time' }, xml('utc', {}, 'noon')))).toBeUndefined()
  expect(parseTime(undefined)).toBeUndefined()
})
