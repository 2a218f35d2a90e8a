import { describe, expect, test } from 'vitest'
import { parseFrame } from '../../tests/faults/fake-frame.ts'
import { parseBind } from './rfc6120-bind.ts'
import { parseSaslAnswer } from './rfc6120-sasl.ts'
import { buildStreamError, parseStreamError, parseStreamFeatures } from './rfc6120-stream.ts'
import { buildOpen, parseClose, parseOpen } from './rfc7395-framing.ts'
import { xml } from './xml.ts'

const features = (inner: string): string => `<stream:features xmlns:stream='http://etherx.jabber.org/streams'>${inner}</stream:features>`

describe('stream features', () => {
  test('of a server that knows everything', () => {
    const parsed = parseStreamFeatures(
      parseFrame(
        features(
          "<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>SCRAM-SHA-1</mechanism><mechanism>PLAIN</mechanism></mechanisms>" +
            "<authentication xmlns='urn:xmpp:sasl:2'><mechanism>SCRAM-SHA-256</mechanism><inline><sm xmlns='urn:xmpp:sm:3'/>" +
            "<bind xmlns='urn:xmpp:bind:0'><inline><feature var='urn:xmpp:sm:3'/><feature var='urn:xmpp:carbons:2'/></inline></bind>" +
            "<fast xmlns='urn:xmpp:fast:0'><mechanism>HT-SHA-256-NONE</mechanism></fast></inline></authentication>" +
            "<sasl-channel-binding xmlns='urn:xmpp:sasl-cb:0'><channel-binding type='tls-exporter'/></sasl-channel-binding>",
        ),
      ),
    )
    expect(parsed).toEqual({
      mechanisms: ['SCRAM-SHA-1', 'PLAIN'],
      sasl2: {
        mechanisms: ['SCRAM-SHA-256'],
        bind2: { inline: ['urn:xmpp:sm:3', 'urn:xmpp:carbons:2'] },
        resume: true,
        fast: ['HT-SHA-256-NONE'],
      },
      channelBindings: ['tls-exporter'],
      bind: false,
      streamManagement: false,
      capsVersion: null,
      clientState: false,
    })
  })

  test('after signing in, and of a server that knows nothing', () => {
    const after =
      "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/><sm xmlns='urn:xmpp:sm:3'/><c xmlns='http://jabber.org/protocol/caps' ver='abc='/>"
    expect(parseStreamFeatures(parseFrame(features(after)))).toMatchObject({
      bind: true,
      streamManagement: true,
      capsVersion: 'abc=',
      sasl2: null,
    })
    expect(parseStreamFeatures(parseFrame(features('')))).toMatchObject({ mechanisms: [], sasl2: null, channelBindings: null, bind: false })
  })

  test('of another namespace are none', () => {
    expect(parseStreamFeatures(xml('features', { xmlns: 'urn:x' }))).toBeUndefined()
    expect(parseStreamFeatures(parseFrame(features("<sm xmlns='urn:xmpp:sm:2'/><bind xmlns='urn:x'/>")))).toMatchObject({
      bind: false,
      streamManagement: false,
    })
  })
})

test('a stream error is read by namespace, and one of ours reads back', () => {
  const error =
    "<stream:error xmlns:stream='http://etherx.jabber.org/streams'><own xmlns='urn:x'/><text xmlns='urn:ietf:params:xml:ns:xmpp-streams'>Bye</text><conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>"
  expect(parseStreamError(parseFrame(error))).toEqual({ condition: 'conflict', text: 'Bye' })
  expect(parseStreamError(buildStreamError('not-well-formed'))).toEqual({ condition: 'not-well-formed', text: '' })
  expect(parseStreamError(xml('error', { xmlns: 'urn:x' }))).toBeUndefined()
})

test('framing: who answers, and where a closing server would like us to go', () => {
  expect(buildOpen('example.org', 'juliet@example.org').toString()).toContain('from="juliet@example.org"')
  expect(parseOpen(xml('open', { xmlns: 'urn:ietf:params:xml:ns:xmpp-framing', from: 'example.org' }))).toEqual({ from: 'example.org' })
  expect(parseOpen(xml('open', { xmlns: 'urn:x' }))).toBeUndefined()
  expect(parseClose(xml('close', { xmlns: 'urn:ietf:params:xml:ns:xmpp-framing', 'see-other-uri': 'wss://x/' }))).toEqual({
    seeOtherUri: 'wss://x/',
  })
})

test('only a full address was bound', () => {
  const bind = (jid: string) => xml('bind', { xmlns: 'urn:ietf:params:xml:ns:xmpp-bind' }, xml('jid', {}, jid))
  expect(parseBind(bind('juliet@example.org/balcony'))).toBe('juliet@example.org/balcony')
  expect(parseBind(bind('juliet@example.org'))).toBeUndefined()
  expect(parseBind(bind('@'))).toBeUndefined()
  expect(parseBind(undefined)).toBeUndefined()
})

test('SASL answers: data, none, and refusals of any order', () => {
  const sasl = (name: string, inner = ''): string => `<${name} xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${inner}</${name}>`
  expect(parseSaslAnswer(parseFrame(sasl('challenge', 'YQ==')))).toEqual({ kind: 'challenge', data: 'YQ==' })
  expect(parseSaslAnswer(parseFrame(sasl('success')))).toEqual({ kind: 'success', data: null })
  expect(parseSaslAnswer(parseFrame(sasl('success', '=')))).toEqual({ kind: 'success', data: null })
  const refusal = sasl('failure', '<text>no</text><account-disabled/>')
  expect(parseSaslAnswer(parseFrame(refusal))).toEqual({ kind: 'failure', condition: 'account-disabled', text: 'no' })
  expect(parseSaslAnswer(parseFrame(sasl('unknown')))).toBeUndefined()
  expect(parseSaslAnswer(xml('success', { xmlns: 'urn:x' }))).toBeUndefined()
})
