/** What servers and strangers may not say about chats and contacts, each beside its honest twin (reliability.md §2.1). */
import { describe, expect, test } from 'vitest'
import { correctMessage } from '#commands/correct-message.ts'
import { retryChange } from '#commands/retry-change.ts'
import { sendMessage } from '#commands/send-message.ts'
import type { NodeEngine } from '#engine/node.ts'
import { archiveResult } from '../faults/honest-server.ts'
import { type EngineWithPeer, engineWithPeer } from '../support/engine-with-peer.ts'
import { jid } from '../support/engines.ts'
import { contentsOf, type Lie, testLies } from '../support/lies.ts'
import { waitFor } from '../support/wait-for.ts'

const ME = 'juliet@example.org'
const ROMEO = 'romeo@example.org'
const MALLORY = 'mallory@evil.example'
const CONTACTS = [`<item jid='${ROMEO}' subscription='both' name='Romeo'/>`]

const say = (from: string, to: string, inner = '', id = 'm1', body = 'words'): string =>
  `<message xmlns='jabber:client' from='${from}' to='${to}' type='chat' id='${id}'><body>${body}</body>${inner}</message>`
const forward = (inner: string): string => `<forwarded xmlns='urn:xmpp:forward:0'>${inner}</forwarded>`
const carbon = (from: string, direction: 'sent' | 'received', inner: string): string =>
  `<message xmlns='jabber:client'${from && ` from='${from}'`} to='${ME}/r' type='chat'><${direction} xmlns='urn:xmpp:carbons:2'>${forward(inner)}</${direction}></message>`

const rows = ({ db }: NodeEngine): Promise<unknown> => db.messages.toArray()
const mine = say(`${ME}/phone`, ROMEO)
const his = say(`${ROMEO}/orchard`, ME)

const CARBONS: Lie[] = (
  [
    ['of a stranger', carbon(MALLORY, 'sent', mine)],
    ['of a contact', carbon(ROMEO, 'sent', mine)],
    ['of a client of mine instead of the account', carbon(`${ME}/phone`, 'sent', mine)],
    ['of the server instead of the account', carbon('example.org', 'sent', mine)],
    ['of an address that only begins like mine', carbon(`${ME}.evil.example`, 'sent', mine)],
    ['of an address that only looks like mine', carbon('jul\u0456et@example.org', 'sent', mine)],
    ['of what somebody else is said to have sent from here', carbon(ME, 'sent', his)],
    ['of what I am said to have sent to myself as received', carbon(ME, 'received', mine)],
    ['of a message without a sender', carbon(ME, 'sent', mine.replace(` from='${ME}/phone'`, ''))],
    ['of a message to somebody else', carbon(ME, 'received', say(`${ROMEO}/orchard`, 'nurse@example.org'))],
    [
      'inside a carbon: one layer is unwrapped',
      carbon(ME, 'received', say(MALLORY, ME).replace(/<body>.*<\/body>/, carbon(ME, 'sent', mine))),
    ],
    ['of another namespace', carbon(ME, 'sent', mine).replaceAll('urn:xmpp:carbons:2', 'urn:xmpp:carbons:1')],
  ] as const
).map(([name, forged]) => ({
  name: `a carbon ${name}`,
  forged: [forged],
  honest: [carbon(ME, 'sent', mine)],
  leadsTo: rows,
  is: [{ conversation: ROMEO, direction: 'out', from: ME, body: 'words', state: 'sent' }],
}))

const MESSAGES: Lie[] = [
  {
    name: 'a forwarded message of a contact, brought by a stranger',
    forged: [`<message xmlns='jabber:client' from='${MALLORY}' to='${ME}' type='chat' id='f1'>${forward(his)}</message>`],
    honest: [his],
    leadsTo: rows,
    is: [{ conversation: ROMEO, direction: 'in', body: 'words' }],
  },
  {
    name: 'a carbon without its wrapper',
    forged: [`<message xmlns='jabber:client' from='${ME}' to='${ME}/r' type='chat'>${forward(mine)}</message>`],
    honest: [carbon('', 'sent', mine)],
    leadsTo: rows,
    is: [{ conversation: ROMEO, direction: 'out' }],
  },
  {
    name: 'a message to somebody else',
    forged: [say(ROMEO, 'nurse@example.org'), say(ROMEO, 'juliet@example.com'), say(ROMEO, 'example.org')],
    honest: [say(ROMEO, ME)],
    leadsTo: rows,
    is: [{ conversation: ROMEO, direction: 'in' }],
  },
  {
    name: 'a message of an address that is none',
    forged: [say('romeo@@example.org', ME), say('@example.org', ME), say('romeo@example.org/', ME)],
    honest: [say('ROMEO@Example.org/x', ME)],
    leadsTo: rows,
    is: [{ conversation: ROMEO, from: ROMEO }],
  },
  {
    name: 'a message of a room that was never entered, and a private one through it',
    forged: [
      say('garden@muc.example.org/romeo', ME).replace("type='chat'", "type='groupchat'"),
      say('garden@muc.example.org/romeo', ME, "<x xmlns='http://jabber.org/protocol/muc#user'/>"),
    ],
    honest: [say(ROMEO, ME)],
    leadsTo: rows,
    is: [{ conversation: ROMEO }],
  },
]

const push = (from: string, items: string): string =>
  `<iq xmlns='jabber:client' type='set' id='push'${from && ` from='${from}'`}><query xmlns='jabber:iq:roster' ver='9'>${items}</query></iq>`
const nurse = "<item jid='nurse@example.org' subscription='both' name='Nurse'/>"

const ROSTER: Lie[] = (
  [
    ['from a stranger', push(MALLORY, nurse)],
    ['from a contact', push(ROMEO, nurse)],
    ['from the server instead of the account', push('example.org', nurse)],
    ['from a client of mine', push(`${ME}/phone`, nurse)],
    ['with two items', push(ME, nurse + CONTACTS.join(''))],
    ['with none', push(ME, '')],
    ['with an address that is none', push(ME, "<item jid='@' subscription='both'/>")],
    ['that takes a contact away, from a stranger', push(MALLORY, `<item jid='${ROMEO}' subscription='remove'/>`)],
  ] as const
).map(([name, forged]) => ({
  name: `a roster push ${name}`,
  forged: [forged],
  honest: [push('', nurse)],
  leadsTo: ({ db }) => db.contacts.toArray(),
  is: [{ jid: 'nurse@example.org', name: 'Nurse' }, { jid: ROMEO }],
}))

describe('carbons', () => testLies(CARBONS, () => engineWithPeer({ roster: CONTACTS })))
describe('messages', () => testLies(MESSAGES, () => engineWithPeer({ roster: CONTACTS })))
describe('the roster', () => testLies(ROSTER, () => engineWithPeer({ roster: CONTACTS })))

/** A message of mine to Romeo that the server has, and its id on the wire. */
async function withSentMessage(): Promise<EngineWithPeer & { id: string }> {
  const world = await engineWithPeer({ roster: CONTACTS })
  const { engine } = world
  const key = await sendMessage(engine.db, { me: jid(ME), conversation: jid(ROMEO), body: 'wherefore', now: Date.now() })
  engine.nudge()
  await waitFor(async () => (await engine.db.messages.get(key))?.state === 'sent')
  return { ...world, id: key }
}

const signal = (from: string, payload: string, type = 'chat'): string =>
  `<message xmlns='jabber:client' from='${from}' to='${ME}' type='${type}' id='s1'>${payload}</message>`
const bounce = (from: string, id: string): string =>
  signal(from, "<error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>", 'error').replace(
    "id='s1'",
    `id='${id}'`,
  )
const received = (from: string, id: string): string => signal(from, `<received xmlns='urn:xmpp:receipts' id='${id}'/>`)
const marked =
  (name: string) =>
  (from: string, id: string): string =>
    signal(from, `<${name} xmlns='urn:xmpp:chat-markers:0' id='${id}'/>`)
const displayed = marked('displayed')

test.each<[string, (from: string, id: string) => string, string, string]>([
  ['receipt', received, `${ROMEO}/orchard`, 'delivered'],
  ['marker', displayed, `${ROMEO}/orchard`, 'read'],
  ['marker of XEP-0333 0.4 that it came', marked('received'), `${ROMEO}/orchard`, 'delivered'],
  ['marker of XEP-0333 0.4 that it was seen to', marked('acknowledged'), `${ROMEO}/orchard`, 'read'],
  ['error', bounce, ROMEO, 'failed'],
  ['error of the own server on the way', bounce, 'example.org', 'failed'],
])('a %s counts from whom the message was for and from nobody else', async (_what, build, honest, state) => {
  const { engine, deliver, id } = await withSentMessage()
  const before = await contentsOf(engine.db)
  const others = [MALLORY, 'nurse@example.org', `${ROMEO}.evil.example`, 'evil.example', 'garden@muc.example.org/romeo']
  await deliver(
    ...others.map(from => build(from, id)),
    build(honest, 'of-nothing'),
    build(honest, id).replace(`to='${ME}'`, "to='nurse@example.org'"),
  )
  expect(await contentsOf(engine.db)).toEqual(before)
  await deliver(build(honest, id))
  expect((await engine.db.messages.get(id))?.state).toBe(state)
})

test('a marker says that what was sent before was read, and nothing of what came back; a receipt takes even that for delivered', async () => {
  const { engine, deliver, id } = await withSentMessage()
  await deliver(bounce(ROMEO, id))
  const key = await sendMessage(engine.db, { me: jid(ME), conversation: jid(ROMEO), body: 'art thou', now: Date.now() })
  engine.nudge()
  await waitFor(async () => (await engine.db.messages.get(key))?.state === 'sent')
  await deliver(displayed(`${ROMEO}/orchard`, key))
  const states = async (): Promise<unknown> => (await engine.db.messages.bulkGet([id, key])).map(row => row?.state)
  expect(await states()).toEqual(['failed', 'read'])
  expect(await engine.db.outbox.toArray()).toMatchObject([{ state: 'failed' }])
  await deliver(received(`${ROMEO}/phone`, id))
  expect(await states()).toEqual(['delivered', 'read'])
  expect(await engine.db.outbox.toArray()).toEqual([])
})

test('other words that come back say so, from whom they were for and from nobody else, and are tried again when told', async () => {
  const { engine, peer, deliver, settled, id } = await withSentMessage()
  await correctMessage(engine.db, { me: jid(ME), messageKey: id, body: 'therefore', now: Date.now() })
  engine.nudge()
  const effect = async () => (await engine.db.effects.toArray())[0]
  await waitFor(async () => (await effect())?.state === 'there')
  const sentAs = String(peer.all('message').at(-1)?.attrs['id'])
  await deliver(bounce(MALLORY, sentAs), bounce('garden@muc.example.org/romeo', sentAs))
  expect(await effect()).toMatchObject({ state: 'there' })
  await deliver(bounce(ROMEO, sentAs), bounce(ROMEO, sentAs))
  expect(await effect()).toMatchObject({ state: 'failed', failure: { condition: 'service-unavailable' } })
  expect(await engine.db.outbox.toArray()).toMatchObject([{ state: 'failed' }])

  await retryChange(engine.db, { me: jid(ME), messageKey: id })
  engine.nudge()
  await waitFor(async () => (await effect())?.state === 'there')
  await settled()
  expect(peer.all('message').filter(({ attrs }) => attrs['id'] === sentAs)).toHaveLength(2)
  expect(await engine.db.outbox.toArray()).toEqual([])
})

test('what comes back while it is still being sent is failed, also after the server says that it has it', async () => {
  const world = await engineWithPeer({ roster: CONTACTS })
  const { engine, peer, settled } = world
  peer.options.script = (frame, link) => {
    if (frame.is('message') && frame.getChild('body')) link.stanza(bounce(ROMEO, String(frame.attrs['id'])))
    return undefined
  }
  const key = await sendMessage(engine.db, { me: jid(ME), conversation: jid(ROMEO), body: 'wherefore', now: Date.now() })
  engine.nudge()
  await peer.until(() => peer.all('message').length > 0)
  await settled()
  await waitFor(async () => (await engine.db.outbox.toArray()).every(row => row.state === 'failed'))
  expect(await engine.db.messages.get(key)).toMatchObject({ state: 'failed', failure: { condition: 'service-unavailable' } })
  expect(await engine.db.outbox.toArray()).toHaveLength(1)
})

test('a copied message is not answered, and a stranger learns from no receipt that we are here; a contact gets one', async () => {
  const { peer, deliver } = await engineWithPeer({ roster: CONTACTS })
  const wish = "<request xmlns='urn:xmpp:receipts'/>"
  await deliver(carbon(ME, 'received', say(ROMEO, ME, wish, 'copied')), say(MALLORY, ME, wish, 'strange'), say(ROMEO, ME, wish, 'direct'))
  await peer.until(() => peer.all('message').length > 0)
  const receipts = peer.all('message').map(message => [message.attrs['to'], message.getChild('received')?.attrs['id']])
  expect(receipts).toEqual([[ROMEO, 'direct']])
})

test('what we are is told to a contact, and a stranger meets what an absent client would give', async () => {
  const { peer, deliver } = await engineWithPeer({ roster: CONTACTS })
  const ask = (from: string, namespace: string): string =>
    `<iq xmlns='jabber:client' type='get' id='${from} ${namespace}' from='${from}'><query xmlns='${namespace}'/></iq>`
  const namespaces = ['jabber:iq:version', 'http://jabber.org/protocol/disco#info', 'jabber:iq:roster', 'urn:xmpp:unknown']
  await deliver(...[MALLORY, `${ROMEO}/orchard`].flatMap(from => namespaces.map(namespace => ask(from, namespace))))
  const answers = await peer.until(() => {
    const found = peer.all('iq').filter(iq => [MALLORY, `${ROMEO}/orchard`].includes(String(iq.attrs['to'])))
    return found.length === 8 && found
  })
  const types = (to: string): string[] => answers.filter(iq => iq.attrs['to'] === to).flatMap(iq => iq.attrs['type'] ?? [])
  expect(types(MALLORY)).toEqual(['error', 'error', 'error', 'error'])
  expect(types(`${ROMEO}/orchard`).filter(type => type === 'result')).toHaveLength(2)
  const errors = answers.filter(iq => iq.attrs['type'] === 'error').map(iq => iq.getChild('error')?.getChildElements()[0]?.getName())
  expect(new Set(errors)).toEqual(new Set(['service-unavailable']))
})

describe('a stamp', () => {
  const at = (stamp: string, from: string): string => `<delay xmlns='urn:xmpp:delay' from='${from}' stamp='${stamp}'/>`
  const WHEN = '2026-01-02T03:04:05Z'

  test.each<[string, string, 'stamp' | 'now']>([
    ['of the own server is believed', at(WHEN, 'example.org'), 'stamp'],
    ['of the own account is believed', at(WHEN, ME), 'stamp'],
    ['of the sender is not', at(WHEN, ROMEO), 'now'],
    ['of a stranger is not', at(WHEN, 'evil.example'), 'now'],
    ['of nobody is not', `<delay xmlns='urn:xmpp:delay' stamp='${WHEN}'/>`, 'now'],
    ['from the future is now', at('2999-01-01T00:00:00Z', 'example.org'), 'now'],
    ['of the year 9998 is now', at('9998-12-31T23:59:59Z', 'example.org'), 'now'],
    ['that is no date is none', at('yesterday', 'example.org'), 'now'],
    ['of the 30th of February is none', at('2026-02-30T00:00:00Z', 'example.org'), 'now'],
    ['that is empty is none', at('', 'example.org'), 'now'],
  ])('%s', async (_what, delay, expected) => {
    const { engine, deliver } = await engineWithPeer({ roster: CONTACTS })
    const from = Date.now()
    await deliver(say(ROMEO, ME, delay))
    const [row] = await engine.db.messages.toArray()
    if (expected === 'stamp') expect(row?.sentAt).toBe(Date.parse(WHEN))
    else expect(row?.sentAt).toBeGreaterThanOrEqual(from - 1000)
    expect(row?.sentAt).toBeLessThanOrEqual(Date.now() + 1000)
    // Its place is where it came, whatever it claims.
    expect(row?.order).toBeGreaterThanOrEqual(from - 1000)
  })

  test.each<[string, string]>([
    ['1970', '1970-01-01T00:00:00Z'],
    ['1969', '1969-07-20T20:17:40Z'],
    ['the future', '2999-01-01T00:00:00Z'],
    ['the last leap second', '2016-12-31T23:59:60Z'],
    ['a place without an offset', '2026-01-02T03:04:05'],
    ['an offset east of everywhere', '2026-01-02T03:04:05+14:00'],
  ])('of %s in the archive makes no broken date, and what follows it stays behind it', async (_what, stamp) => {
    const archived = [
      { id: 'a1', stamp: '2026-01-01T00:00:00Z', message: say(ROMEO, ME, '', 'a1', 'first') },
      { id: 'a2', stamp, message: say(ROMEO, ME, '', 'a2', 'second') },
      { id: 'a3', stamp: '2026-01-03T00:00:00Z', message: say(ROMEO, ME, '', 'a3', 'third') },
    ]
    const { engine, deliver } = await engineWithPeer({ roster: CONTACTS }, server => void server.archive.push(...archived))
    await deliver(say(ROMEO, ME, '', 'live', 'fourth'))
    const inOrder = await engine.db.messages.orderBy('order').toArray()
    expect(inOrder.map(row => row.body)).toEqual(['first', 'second', 'third', 'fourth'])
    for (const { sentAt } of inOrder) {
      expect(Number.isFinite(sentAt)).toBe(true)
      expect(sentAt).toBeLessThan(Date.now() + 120_000)
    }
  })

  test('that is broken in the archive costs its message and no other', async () => {
    const archived = ['2026-01-01T00:00:00Z', 'never', '2026-01-03T00:00:00Z'].map((stamp, index) => ({
      id: `a${index}`,
      stamp,
      message: say(ROMEO, ME, '', `a${index}`, `${index}`),
    }))
    const { engine } = await engineWithPeer({}, server => void server.archive.push(...archived))
    expect((await engine.db.messages.orderBy('order').toArray()).map(row => row.body)).toEqual(['0', '2'])
  })
})

describe('results of the archive', () => {
  const honest = { id: 'a1', stamp: '2026-01-01T00:00:00Z', message: say(ROMEO, ME, '', 'a1', 'honest') }
  const lie = (queryId: string, from = '', id = 'f1'): string =>
    archiveResult(queryId, { id, stamp: '2026-01-01T00:00:01Z', message: say(ROMEO, ME, '', id, 'forged') }, from)

  test.each<[string, (queryId: string) => string]>([
    ['from a stranger', queryId => lie(queryId, MALLORY)],
    ['from a contact', queryId => lie(queryId, ROMEO)],
    ['from the server instead of the account', queryId => lie(queryId, 'example.org')],
    ['from a client of mine', queryId => lie(queryId, `${ME}/phone`)],
    ['of a query nobody made', () => lie('other')],
    ['of no query', () => lie('').replace(" queryid=''", '')],
    ['without an id', queryId => lie(queryId).replace("id='f1'>", '>')],
    ['without a stamp', queryId => lie(queryId).replace(/<delay[^>]*>/, '')],
    ['about others', queryId => lie(queryId).replace(`from='${ROMEO}' to='${ME}'`, `from='${ROMEO}' to='nurse@example.org'`)],
  ])('%s, while a query is open: refused, the honest one beside it is believed', async (_what, build) => {
    const { engine } = await engineWithPeer({}, (server, peer) => {
      server.archive.push(honest)
      peer.options.script = (frame, link) => {
        const query = frame.getChild('query', 'urn:xmpp:mam:2')
        if (query) link.stanza(build(String(query.attrs['queryid'])))
        return undefined
      }
    })
    expect(await engine.db.messages.toArray()).toMatchObject([{ body: 'honest', archiveId: 'a1' }])
  })

  test('that come after the end of their query are refused', async () => {
    const { engine, peer, deliver } = await engineWithPeer({}, server => void server.archive.push(honest))
    const before = await contentsOf(engine.db)
    const queryId = String(
      peer
        .all('iq')
        .find(iq => iq.getChild('query', 'urn:xmpp:mam:2'))
        ?.getChild('query')?.attrs['queryid'],
    )
    await deliver(lie(queryId))
    expect(await contentsOf(engine.db)).toEqual(before)
  })

  test('without end for one query are not gathered without end', async () => {
    const { engine } = await engineWithPeer({}, (server, peer) => {
      server.archive.push(honest)
      peer.options.script = (frame, link) => {
        const query = frame.getChild('query', 'urn:xmpp:mam:2')
        if (query) for (let index = 0; index < 400; index += 1) link.stanza(lie(String(query.attrs['queryid']), '', `f${index}`))
        return undefined
      }
    })
    expect(await engine.db.messages.count()).toBeLessThanOrEqual(300)
  })
})
