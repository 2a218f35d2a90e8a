/** What others say in a chat, in slixmpp's words and in those of older and other clients: read as it was meant, by every path alike. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { correctMessage } from '#commands/correct-message.ts'
import { markRead } from '#commands/mark-read.ts'
import { reactToMessage } from '#commands/react-to-message.ts'
import { sendMessage } from '#commands/send-message.ts'
import type { NodeEngine } from '#engine/node.ts'
import type { Message } from '#model/message.ts'
import type { BareJid } from '#shared/jid.ts'
import { DISPLAYED_NODE } from '#protocol/xep0490-displayed-sync.ts'
import { bobPicture } from '#storage/bob-pictures.ts'
import { startEjabberd } from '../servers/ejabberd.ts'
import { startProsody } from '../servers/prosody.ts'
import type { TestServer } from '../servers/test-server.ts'
import { befriendSlixmpp } from '../support/befriend-slixmpp.ts'
import { jid, useEngines } from '../support/engines.ts'
import { TALES } from '../support/foreign-tales.ts'
import { pngFrame } from '../support/pictures.ts'
import { type ReadMessage, select, type Slixmpp, type SlixmppClient, startSlixmpp } from '../support/slixmpp.ts'
import { waitFor } from '../support/wait-for.ts'

const [anna, slim] = [jid('anna@localhost'), jid('slim@localhost')]

let slixmpp: Slixmpp
beforeAll(async () => {
  slixmpp = await startSlixmpp()
})
afterAll(() => slixmpp?.stop())

const rowsOf = ({ db }: NodeEngine, conversation: BareJid, direction: Message['direction']): Promise<Message[]> =>
  db.messages
    .where('[conversation+order]')
    .between([conversation, -Infinity], [conversation, Infinity])
    .filter(row => row.direction === direction)
    .toArray()

function timeless<Value extends { at: number }>(value: Value): Omit<Value, 'at'> {
  const { at: _, ...rest } = value
  return rest
}

/** A row without what is this device's own: its key, and when it learned of what. */
function shapeOf({ key: _key, order: _order, sentAt: _at, receivedAt: _received, archivedAt: _archived, aliases, ...row }: Message) {
  const { reactions, versions, ...rest } = row
  return {
    ...rest,
    aliases: aliases.toSorted(),
    reactions: reactions?.map(timeless),
    versions: versions?.map(timeless),
  }
}

describe.each([
  ['prosody', startProsody],
  ['ejabberd', startEjabberd],
] as const)('Kith reads what others say on %s', (name, start) => {
  let server: TestServer
  let own: SlixmppClient
  let other: SlixmppClient
  const { device, register, stopped } = useEngines(() => server)

  beforeAll(async () => {
    server = await start({ tcp: true })
    await register('anna', 'slim')
    own = await slixmpp.client(server, 'anna', [DISPLAYED_NODE])
    other = await slixmpp.client(server, 'slim')
    await befriendSlixmpp(own, other)
  })
  afterAll(() => server?.stop())

  test('in every dialect, live, copied from another device of mine, after an absence and from the archive: the same', async () => {
    const here = await device('anna')
    const away = await device('anna', { name: `foreign-${name}` })
    await stopped(away)
    const seen: Message[] = []
    for (const [what, { tell, is }] of Object.entries(TALES)) {
      for (const [direction, by, to] of [
        ['in', other, anna],
        ['out', own, slim],
      ] as const) {
        const before = (await rowsOf(here, slim, direction)).length
        await tell(by, to)
        // Whatever is said of what was said before is there when this is.
        await by.say({ to, body: `End of ${what}` })
        const rows = async () => (await rowsOf(here, slim, direction)).slice(before)
        await waitFor(async () => (await rows()).at(-1)?.body === `End of ${what}`, { what: `"${what}", ${direction}` })
        const all = await rows()
        expect.soft(all.slice(0, -1), `${what}, ${direction}`).toMatchObject(is)
        seen.push(...all)
      }
    }
    const back = await device('anna', { name: `foreign-${name}`, password: null })
    const later = await device('anna')
    for (const engine of [here, back, later]) {
      const rows = async () => [...(await rowsOf(engine, slim, 'in')), ...(await rowsOf(engine, slim, 'out'))]
      await waitFor(async () => (await rows()).length === seen.length, { what: 'all rows' })
      const wanted = [...seen.filter(row => row.direction === 'in'), ...seen.filter(row => row.direction === 'out')]
      for (const [index, row] of (await rows()).entries())
        expect.soft(shapeOf(row), `${row.body} ${row.direction}`).toEqual(shapeOf(wanted[index] ?? expect.fail()))
    }
  })

  test('a sticker is fetched from who holds it; typing shows; receipts and markers of every age tell what became of a message', async () => {
    const here = await device('anna')
    const cid = await other.hold(pngFrame(64, 64), 'image/png')
    const picture = `<p><img src='cid:${cid}' alt='A cat'/></p>`
    const markup = `<html xmlns='http://jabber.org/protocol/xhtml-im'><body xmlns='http://www.w3.org/1999/xhtml'>${picture}</body></html>`
    await other.raw(`<message to='${anna}' type='chat' id='bob'><body>Sticker</body>${markup}</message>`)
    const sticker = async () => (await rowsOf(here, slim, 'in')).find(row => row.originId === 'bob')?.sticker
    await waitFor(async () => (await sticker()) !== undefined, { what: 'the sticker' })
    const { held } = (await sticker()) ?? expect.fail()
    expect(await sticker()).toEqual({ alt: 'A cat', held: { cid, holder: other.fullJid } })
    expect(await here.ask('load-bob', held ?? expect.fail())).toEqual({ found: true })
    expect((await bobPicture(here.db, cid))?.data).toEqual(pngFrame(64, 64))

    const typing = () => here.signals.flatMap(signal => (signal.kind === 'typing' && signal.from === slim ? [signal.typing] : []))
    for (const chat_state of ['composing', 'paused', 'composing', 'gone']) await other.say({ to: anna, chat_state })
    await waitFor(() => typing().length >= 4, { what: 'the typing' })
    expect(typing().slice(-4)).toEqual([true, false, true, false])

    const say = async (body: string): Promise<Message> => {
      const key = await sendMessage(here.db, { me: anna, conversation: slim, body, now: Date.now() })
      here.nudge()
      await other.message(message => message.id === key, body)
      return (await here.db.messages.get(key)) ?? expect.fail()
    }
    const is = ({ key }: Message, state: Message['state']): Promise<void> =>
      waitFor(async () => (await here.db.messages.get(key))?.state === state, { what: state })
    const plain = await say('By a receipt')
    await is(plain, 'delivered')
    // As its plugin does it, without a type.
    await other.call('xep_0444', 'send_reactions', { to: anna, to_id: plain.originId, reactions: ['👍'] })
    const felt = async () => (await here.db.messages.get(plain.key))?.reactions
    await waitFor(async () => (await felt()) !== undefined, { what: 'the feeling' })
    expect(await felt()).toMatchObject([{ from: slim, emojis: ['👍'] }])
    await server.register('tom', 'secret of tom')
    const tom = await slixmpp.client(server, 'tom')
    await befriendSlixmpp(tom, own)
    for (const [marker, state] of [
      ['received', 'delivered'],
      ['displayed', 'read'],
      ['acknowledged', 'read'],
    ] as const) {
      const message = await say(`By a marker that it was ${marker}`)
      // Nobody else's.
      await tom.call('xep_0333', 'send_marker', { mto: anna, id: message.originId, marker })
      await tom.say({ to: anna, body: `After ${marker}` })
      await waitFor(async () => (await rowsOf(here, jid('tom@localhost'), 'in')).at(-1)?.body === `After ${marker}`)
      expect((await here.db.messages.get(message.key))?.state).toBe('delivered')
      await other.call('xep_0333', 'send_marker', { mto: anna, id: message.originId, marker })
      await is(message, state)
    }
    await tom.stop()
  })

  test('what was read agrees with another device of mine, whichever of us read it and however that is told', async () => {
    const here = await device('anna')
    // What is older than the device counts as read.
    await waitFor(() =>
      here.signals.some(signal => signal.kind === 'session' && signal.state.kind === 'online' && !signal.state.catchingUp),
    )
    const unread = async () => (await here.db.conversations.get(slim))?.unread
    const hear = async (count: number, ...bodies: string[]): Promise<string[]> => {
      const ids: string[] = []
      for (const body of bodies) ids.push(await other.say({ to: anna, body, markable: true }))
      await waitFor(async () => (await unread()) === count, { what: `${count} unread` })
      return ids
    }
    await hear(3, 'one', 'two', 'three')
    const archived = async (body: string) => (await own.archive(slim)).findLast(message => message.body === body)?.archive_id
    const item = `<item id='${slim}'><displayed xmlns='${DISPLAYED_NODE}'><stanza-id xmlns='urn:xmpp:sid:0' by='${anna}' id='${await archived('two')}'/></displayed></item>`
    await own.ask(
      'set',
      '',
      `<pubsub xmlns='http://jabber.org/protocol/pubsub'><publish node='${DISPLAYED_NODE}'>${item}</publish></pubsub>`,
    )
    await waitFor(async () => (await unread()) === 1, { what: 'one unread' })

    await markRead(here.db, { conversation: slim, now: Date.now() })
    here.nudge()
    const EVENT = '{http://jabber.org/protocol/pubsub#event}'
    const [DISPLAYED, STANZA_ID] = [`{${DISPLAYED_NODE}}displayed`, '{urn:xmpp:sid:0}stanza-id']
    const told = ({ tree }: ReadMessage): string[] =>
      select(tree, `${EVENT}event`, `${EVENT}items`, `${EVENT}item`)
        .filter(({ attrs }) => attrs['id'] === slim)
        .flatMap(each => select(each, DISPLAYED, STANZA_ID).map(({ attrs }) => `${attrs['by']} ${attrs['id']}`))
    const third = `${anna} ${await archived('three')}`
    await own.message(message => told(message).includes(third), 'what was read here')

    // As clients do that know only markers, which the server copies; and whoever answers has read.
    const [four = ''] = await hear(1, 'four')
    await own.say({ to: slim, displayed: { id: four }, store: true })
    await waitFor(async () => (await unread()) === 0, { what: 'nothing unread' })
    await hear(2, 'five', 'six')
    await own.say({ to: slim, body: 'Enough' })
    await waitFor(async () => (await unread()) === 0, { what: 'nothing unread' })

    // And what I say here the other device has as well, whatever it is.
    await own.call('xep_0280', 'enable', {})
    const copied = (holds: (message: ReadMessage) => boolean) =>
      own.message(message => message.carbon === 'carbon_sent' && holds(message), 'a copy')
    const messageKey = await sendMessage(here.db, { me: anna, conversation: slim, body: 'From here', now: Date.now() })
    here.nudge()
    expect((await copied(({ body }) => body === 'From here')).id).toBe(messageKey)
    await correctMessage(here.db, { me: anna, messageKey, body: 'Enough of that', now: Date.now() })
    await reactToMessage(here.db, { me: anna, messageKey, emoji: '🎉', now: Date.now() })
    here.nudge()
    await copied(({ replace, body }) => replace?.id === messageKey && body === 'Enough of that')
    await copied(({ reactions }) => reactions?.id === messageKey)
    await own.say({ to: anna, body: 'A note to myself' })
    await waitFor(async () => (await rowsOf(here, anna, 'out')).map(({ body }) => body).join() === 'A note to myself', { what: 'the note' })
    expect((await here.db.conversations.get(anna))?.unread).toBe(0)

    const later = await device('anna')
    await waitFor(async () => (await rowsOf(later, slim, 'out')).at(-1)?.body === 'Enough of that', { what: 'the archive' })
    expect((await rowsOf(later, anna, 'out')).map(({ body }) => body)).toEqual(['A note to myself'])
    expect((await later.db.conversations.get(slim))?.unread).toBe(0)
  })
})
