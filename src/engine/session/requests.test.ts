import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Element, attr, xml } from '#protocol/xml.ts'
import type { BareJid, FullJid, Jid } from '#shared/jid.ts'
import { offline } from './in-transit.ts'
import { RequestTable } from './requests.ts'
import { readElement } from './xml-reader.ts'

const ME = 'juliet@example.org' as BareJid
const FULL = 'juliet@example.org/balcony' as FullJid

function setUp() {
  const written: Element[] = []
  const notes: string[] = []
  const table = new RequestTable({
    account: ME,
    boundJid: () => FULL,
    transmit: text => void written.push(readElement(text)),
    backlog: () => 0,
    note: event => void notes.push(event),
  })
  table.setOpen(true)
  const ask = (to: string | null, urgency: 'user' | 'background' = 'user') =>
    table.ask('get', to as Jid | null, xml('ask', { xmlns: 'urn:x' }), { urgency })
  const answer = (from: string | null, nth = 0, type = 'result') =>
    table.answer(xml('iq', { type, id: attr(written[nth], 'id'), from }, xml('told', { xmlns: 'urn:x' })))
  return { table, written, notes, ask, answer }
}

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

describe('who may answer', () => {
  test.each<[string | null, (string | null)[], (string | null)[]]>([
    [null, [null, ME, FULL], ['example.org', 'evil@attacker', 'juliet@example.org/other', 'juliet@example.org.evil', '@']],
    [ME, [null, ME, FULL], ['example.org', 'evil@attacker']],
    ['example.org', [null, ME, FULL, 'example.org', 'EXAMPLE.org'], ['pubsub.example.org', 'romeo@example.org', 'example.org/x']],
    ['pubsub.example.org', ['pubsub.example.org'], [null, ME, FULL, 'example.org', 'pubsub.example.org/x']],
    [
      'romeo@montague.net/orchard',
      ['romeo@montague.net/orchard', 'ROMEO@montague.net/orchard'],
      [null, 'romeo@montague.net', 'romeo@montague.net/Orchard', ME],
    ],
  ])('for %s', async (to, honest, spoofed) => {
    for (const from of spoofed) {
      const { ask, answer, notes } = setUp()
      let isAnswered = false
      void ask(to).then(() => {
        isAnswered = true
      })
      answer(from)
      await Promise.resolve()
      expect(isAnswered, String(from)).toBe(false)
      expect(notes).toEqual(['answer from somebody else'])
    }
    for (const from of honest) {
      const { ask, answer } = setUp()
      const asked = ask(to)
      answer(from)
      expect((await asked)?.getName()).toBe('told')
    }
  })

  test('a roster from a stranger with the right id is refused, the one from the server behind it is taken', async () => {
    const { ask, answer } = setUp()
    const asked = ask(null)
    answer('evil@attacker/x')
    answer(null)
    expect((await asked)?.getName()).toBe('told')
  })

  test('nobody can guess an id: 128 bits, no two alike', () => {
    const { ask, written } = setUp()
    for (let count = 0; count < 10; count += 1) void ask(null).catch(() => undefined)
    const ids = written.map(iq => attr(iq, 'id'))
    expect(new Set(ids).size).toBe(10)
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/)
  })

  test('an answer to no question, or a second one, is dropped and noted', async () => {
    const { ask, answer, notes, table } = setUp()
    const asked = ask(null)
    answer(null)
    answer(null)
    await asked
    table.answer(xml('iq', { type: 'result', id: 'nobody-asked' }))
    expect(notes).toEqual(['answer to no question', 'answer to no question'])
  })

  test('an error is read by namespace, whatever comes first in it', async () => {
    const { ask, table, written } = setUp()
    const asked = ask(null)
    const specific = xml('closed-node', { xmlns: 'http://jabber.org/protocol/pubsub#errors' })
    const general = xml('not-allowed', { xmlns: 'urn:ietf:params:xml:ns:xmpp-stanzas' })
    table.answer(xml('iq', { type: 'error', id: attr(written[0], 'id') }, xml('error', { type: 'cancel' }, specific, general)))
    await expect(asked).rejects.toMatchObject({ kind: 'forbidden', condition: 'closed-node' })
  })
})

describe('the queue', () => {
  test('background work has at most four in flight; what somebody waits for passes it', () => {
    const { ask, written, answer } = setUp()
    for (let count = 0; count < 10; count += 1) void ask(`background${count}.example.org`, 'background')
    expect(written).toHaveLength(4)
    void ask('user.example.org', 'user')
    expect(written).toHaveLength(5)
    answer('background0.example.org', 0)
    expect(written).toHaveLength(6)
    expect(attr(written[5], 'to')).toBe('background4.example.org')
  })

  test('what somebody waits for is sent before background work that waited longer', () => {
    const { table, ask, written } = setUp()
    table.setOpen(false)
    void ask('background.example.org', 'background')
    void ask('user.example.org', 'user')
    table.setOpen(true)
    expect(written.map(iq => attr(iq, 'to'))).toEqual(['user.example.org', 'background.example.org'])
  })
})

describe('time', () => {
  test('no answer for 30 s is a time-out, and makes room for the next', async () => {
    const { ask, written } = setUp()
    const asked = Array.from({ length: 5 }, () => ask('slow.example.org', 'background').catch((error: unknown) => error))
    vi.advanceTimersByTime(29_999)
    expect(written).toHaveLength(4)
    vi.advanceTimersByTime(1_000)
    expect(await asked[0]).toMatchObject({ kind: 'timeout' })
    expect(written).toHaveLength(5)
  })

  test('60 kB ahead on a server that takes 3 kB/s: 20 s more', async () => {
    const { table, ask } = setUp()
    const big = table.ask('set', null, xml('big', { xmlns: 'urn:x' }, 'x'.repeat(60_000)), { urgency: 'user' }).catch(() => 'late')
    const behind = ask(null)
      .then(() => 'answered')
      .catch(() => 'late')
    vi.advanceTimersByTime(49_000)
    expect(await Promise.race([behind, Promise.resolve('waiting')])).toBe('waiting')
    vi.advanceTimersByTime(2_000)
    expect(await big).toBe('late')
    expect(await behind).toBe('late')
  })

  test('without a connection the clock stands still', async () => {
    const { table, ask, answer } = setUp()
    const asked = ask(null)
    table.setOpen(false)
    vi.advanceTimersByTime(120_000)
    table.setOpen(true)
    vi.advanceTimersByTime(29_000)
    answer(null)
    expect((await asked)?.getName()).toBe('told')
  })
})

test('the end of the session fails everything, what waits in the queue too; what was too large is told so', async () => {
  const { table, ask } = setUp()
  const asked = Array.from({ length: 6 }, () => ask('x.example.org', 'background').catch((error: unknown) => error))
  const big = table
    .ask('set', null, xml('big', { xmlns: 'urn:x' }, 'x'.repeat(300_000)), { urgency: 'user' })
    .catch((error: unknown) => error)
  table.rejectAll(offline('gone'), text => text.length > 60_000)
  for (const request of asked) expect(await request).toMatchObject({ kind: 'offline' })
  expect(await big).toMatchObject({ kind: 'too-large' })
})
