import { describe, expect, test } from 'vitest'
import { type Element, attr, xml } from '#protocol/xml.ts'
import { type BareJid, type FullJid, parseBareJid } from '#shared/jid.ts'
import { Router } from './route.ts'

const ME = 'juliet@example.org' as BareJid
const FULL = 'juliet@example.org/balcony' as FullJid

function setUp(known: readonly string[] = []) {
  const sent: Element[] = []
  const answers: Element[] = []
  const notes: string[] = []
  const router = new Router({
    account: ME,
    boundJid: () => FULL,
    serverNow: () => 1_000,
    mayKnowPresence: jid => known.includes(jid),
    transmit: stanza => void sent.push(stanza),
    onAnswer: stanza => void answers.push(stanza),
    note: event => void notes.push(event),
  })
  return { router, sent, answers, notes }
}

const ping = (from: string | null): Element => xml('iq', { type: 'get', id: 'p', from }, xml('ping', { xmlns: 'urn:xmpp:ping' }))
const errorOf = (iq: Element | undefined): string | undefined => iq?.getChild('error')?.getChildElements()[0]?.getName()

describe('who a message is from and for', () => {
  test.each<[string, Record<string, string>, string | null]>([
    ['no sender is the own account', {}, ME],
    ['the sender is normalised', { from: 'ROMEO@Example.ORG/Orchard' }, 'romeo@example.org/Orchard'],
    ['for the own bare address', { from: 'a@b', to: ME }, 'a@b'],
    ['for the own full address', { from: 'a@b', to: FULL }, 'a@b'],
    ['for the own resource of a lost session', { from: 'a@b', to: 'juliet@example.org/old' }, 'a@b'],
    ['for somebody else', { from: 'a@b', to: 'romeo@example.org' }, null],
    ['for somebody who looks like us', { from: 'a@b', to: 'juliet@example.org.evil' }, null],
    ['from nobody who could be', { from: 'a@@b' }, null],
    ['from an empty resource', { from: 'a@b/' }, null],
  ])('%s', async (_what, attributes, expected) => {
    const { router, notes } = setUp()
    const seen: string[] = []
    router.onMessage(({ from, receivedAt }) => {
      seen.push(from)
      expect(receivedAt).toBe(1_000)
    })
    await router.route(xml('message', attributes))
    expect(seen).toEqual(expected === null ? [] : [expected])
    expect(notes).toEqual(expected === null ? ['stanza dropped'] : [])
  })
})

test('presence reaches those who listen, answers reach the table, each only its own', async () => {
  const { router, answers } = setUp()
  const seen: string[] = []
  router.onPresence(({ from }) => void seen.push(`presence ${from}`))
  const stop = router.onMessage(({ from }) => void seen.push(`message ${from}`))
  await router.route(xml('presence', { from: 'a@b/c' }))
  await router.route(xml('iq', { type: 'error', id: 'x' }))
  stop()
  await router.route(xml('message', { from: 'a@b' }))
  expect(seen).toEqual(['presence a@b/c'])
  expect(answers).toHaveLength(1)
})

describe('requests', () => {
  test('the handler of the namespace answers, to the sender, under the same id', async () => {
    const { router, sent } = setUp()
    router.onRequest('get', 'urn:x', async ({ from }) => xml('told', { xmlns: 'urn:x', from }))
    router.onRequest('set', 'urn:x', async () => 'ok')
    await router.route(xml('iq', { type: 'get', id: '1', from: 'a@b/c' }, xml('ask', { xmlns: 'urn:x' })))
    await router.route(xml('iq', { type: 'set', id: '2', from: 'a@b/c' }, xml('ask', { xmlns: 'urn:x' })))
    expect(sent.map(iq => [attr(iq, 'type'), attr(iq, 'id'), attr(iq, 'to')])).toEqual([
      ['result', '1', 'a@b/c'],
      ['result', '2', 'a@b/c'],
    ])
    expect(sent[0]?.getChild('told')?.attrs['from']).toBe('a@b/c')
    expect(sent[1]?.getChildElements()).toEqual([])
  })

  test.each<[string, Element]>([
    ['nobody handles it', xml('iq', { type: 'get', id: '1', from: 'a@b' }, xml('ask', { xmlns: 'urn:other' }))],
    ['the handler declines', xml('iq', { type: 'get', id: '1', from: 'a@b' }, xml('ask', { xmlns: 'urn:none' }))],
    ['the handler fails', xml('iq', { type: 'get', id: '1', from: 'a@b' }, xml('ask', { xmlns: 'urn:fails' }))],
    [
      'it holds two questions',
      xml('iq', { type: 'get', id: '1', from: 'a@b' }, xml('ask', { xmlns: 'urn:ok' }), xml('ask', { xmlns: 'urn:ok' })),
    ],
    ['it holds none', xml('iq', { type: 'get', id: '1', from: 'a@b' })],
  ])('%s: the answer of somebody who is not there', async (_what, iq) => {
    const { router, sent } = setUp()
    router.onRequest('get', 'urn:none', async () => undefined)
    router.onRequest('get', 'urn:ok', async () => 'ok')
    router.onRequest('get', 'urn:fails', () => Promise.reject(new Error('no')))
    await router.route(iq)
    expect(sent).toHaveLength(1)
    expect(errorOf(sent[0])).toBe('service-unavailable')
  })

  test('a request without id cannot be answered and is dropped', async () => {
    const { router, sent, notes } = setUp()
    await router.route(xml('iq', { type: 'get', from: 'a@b' }, xml('ask', { xmlns: 'urn:x' })))
    expect(sent).toEqual([])
    expect(notes).toEqual(['stanza dropped'])
  })

  test('a ping tells a stranger nothing, and the own server and contacts that we are there', async () => {
    for (const [from, isTold] of [
      ['stranger@evil', false],
      ['example.org', true],
      [null, true],
      [FULL, true],
      ['friend@montague.net/x', true],
      ['friend@montague.net.evil', false],
    ] as const) {
      const { router, sent } = setUp([parseBareJid('friend@montague.net') ?? ''])
      await router.route(ping(from))
      expect(attr(sent[0], 'type'), String(from)).toBe(isTold ? 'result' : 'error')
    }
  })
})
