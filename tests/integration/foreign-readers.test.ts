/** What Kith says in a chat, as slixmpp reads it: the wire by an implementation that shares nothing with ours. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { correctMessage } from '#commands/correct-message.ts'
import { keepFiles } from '#commands/keep-files.ts'
import { markRead } from '#commands/mark-read.ts'
import { reactToMessage } from '#commands/react-to-message.ts'
import { retractMessage } from '#commands/retract-message.ts'
import { sendDraft } from '#commands/send-draft.ts'
import { sendLocation } from '#commands/send-location.ts'
import { sendMessage } from '#commands/send-message.ts'
import type { NodeEngine } from '#engine/node.ts'
import { postKeyOf } from '#model/keys.ts'
import type { Message } from '#model/message.ts'
import type { BareJid } from '#shared/jid.ts'
import { chatDraftKey } from '#storage/drafts.ts'
import { startEjabberd } from '../servers/ejabberd.ts'
import { startProsody } from '../servers/prosody.ts'
import type { TestServer } from '../servers/test-server.ts'
import { befriendSlixmpp } from '../support/befriend-slixmpp.ts'
import { jid, useEngines } from '../support/engines.ts'
import { jpegFrame } from '../support/pictures.ts'
import { type ReadMessage, select, type Slixmpp, type SlixmppClient, startSlixmpp, type Tree } from '../support/slixmpp.ts'
import { waitFor } from '../support/wait-for.ts'

const [anna, slim, mallory] = [jid('anna@localhost'), jid('slim@localhost'), jid('mallory@localhost')]

let slixmpp: Slixmpp
beforeAll(async () => {
  slixmpp = await startSlixmpp()
})
afterAll(() => slixmpp?.stop())

const part = ({ tree }: ReadMessage, ...names: string[]): Tree[] => select(tree, ...names)
const attrsOf = (message: ReadMessage, ...names: string[]): Record<string, string>[] => part(message, ...names).map(({ attrs }) => attrs)
const FALLBACK = '{urn:xmpp:fallback:0}'
const REFERENCE = '{urn:xmpp:reference:0}reference'

/** The body without what stands there for older clients, counted by code points as XEP-0428 has it. */
function without(message: ReadMessage, what: string): string {
  const [fallback] = part(message, `${FALLBACK}fallback`).filter(({ attrs }) => attrs['for'] === what)
  const [range] = fallback ? select(fallback, `${FALLBACK}body`) : []
  const points = Array.from(message.body)
  points.splice(Number(range?.attrs['start']), Number(range?.attrs['end']) - Number(range?.attrs['start']))
  return points.join('')
}

describe.each([
  ['prosody', startProsody],
  ['ejabberd', startEjabberd],
] as const)('slixmpp reads what Kith says on %s', (_name, start) => {
  let server: TestServer
  let other: SlixmppClient
  const { device, register } = useEngines(() => server)

  beforeAll(async () => {
    server = await start({ tcp: true })
    await register('anna', 'slim', 'mallory')
    const own = await slixmpp.client(server, 'anna')
    other = await slixmpp.client(server, 'slim')
    await befriendSlixmpp(own, other)
    await own.stop()
  })
  afterAll(() => server?.stop())

  const said = async (engine: NodeEngine, draft: Omit<Parameters<typeof sendDraft>[1], 'me' | 'conversation' | 'now'>) => {
    await sendDraft(engine.db, { me: anna, conversation: slim, ...draft, now: Date.now() })
    engine.nudge()
    const message = await other.message(({ body }) => body.endsWith(draft.body), draft.body)
    const row = await engine.db.messages.get(message.id)
    return { message, row: row ?? expect.fail() }
  }
  const stateOf = async (engine: NodeEngine, { key }: Message) => (await engine.db.messages.get(key))?.state

  test('words, answers, feelings, other words and taking back, and what became of them', async () => {
    const here = await device('anna')
    const words = '*Bold*, `code` & <tags>\n> quoted 🎉'
    const first = await said(here, { body: words })
    expect(first.message).toMatchObject({
      type: 'chat',
      body: words,
      chat_state: 'active',
      request_receipt: true,
      markable: {},
      origin_id: { id: first.message.id },
      stanza_id: { by: slim },
    })
    const kept = (await other.archive(anna)).find(({ id }) => id === first.message.id)
    expect(first.message.stanza_id?.id).toBe(kept?.archive_id)
    expect(attrsOf(first.message, '{urn:xmpp:styling:0}unstyled')).toEqual([])
    // slixmpp answers by itself that it has it, without a type and without an id of its own.
    await waitFor(async () => (await stateOf(here, first.row)) === 'delivered', { what: 'the receipt' })
    const second = await said(here, { body: '/me waves' })
    await other.call('xep_0333', 'send_marker', { mto: anna, id: second.message.id, marker: 'displayed' })
    await waitFor(async () => (await stateOf(here, second.row)) === 'read' && (await stateOf(here, first.row)) === 'read', {
      what: 'the marker',
    })

    const theirs = await other.say({ to: anna, body: 'Two\nlines 🎉' })
    const find = async () => (await here.db.messages.toArray()).find(({ originId }) => originId === theirs)
    await waitFor(async () => (await find()) !== undefined, { what: 'their message' })
    const messageKey = (await find())?.key ?? expect.fail()
    const feel = async (emoji: string, values: string[]): Promise<void> => {
      await reactToMessage(here.db, { me: anna, messageKey, emoji, now: Date.now() })
      here.nudge()
      const reaction = await other.message(({ reactions }) => reactions?.values.join() === values.join(), values.join())
      expect(reaction).toMatchObject({ type: 'chat', body: '', reactions: { id: theirs }, store: {} })
    }
    await feel('👍', ['👍'])
    await feel('🎉', ['🎉', '👍'])
    await feel('👍', ['🎉'])
    await feel('🎉', [])

    const answer = await said(here, { body: 'Yes 🎉', reply: { id: theirs, to: slim, quote: 'Two\nlines 🎉' } })
    expect(answer.message).toMatchObject({ body: '> Two\n> lines 🎉\nYes 🎉', reply: { id: theirs, to: slim } })
    expect(without(answer.message, 'urn:xmpp:reply:0')).toBe('Yes 🎉')

    const change = async (row: Message, body: string): Promise<ReadMessage> => {
      expect(await correctMessage(here.db, { me: anna, messageKey: row.key, body, now: Date.now() })).toBe(true)
      here.nudge()
      const changed = await other.message(message => message.body.endsWith(body), body)
      expect(changed).toMatchObject({ replace: { id: row.originId }, origin_id: { id: changed.id } })
      return changed
    }
    const [once, twice] = [await change(first.row, 'Other words'), await change(first.row, 'Words at last')]
    expect(new Set([once.id, twice.id, first.message.id]).size).toBe(3)
    const changed = await change(answer.row, 'No 🎉')
    expect(changed).toMatchObject({ reply: { id: theirs, to: slim } })
    expect(without(changed, 'urn:xmpp:reply:0')).toBe('No 🎉')

    await retractMessage(here.db, { me: anna, messageKey: first.row.key, now: Date.now(), undoMs: 0 })
    here.nudge()
    const RETRACT = '{urn:xmpp:message-retract:1}retract'
    const taken = await other.message(message => part(message, RETRACT).length > 0, 'the retraction')
    expect(attrsOf(taken, RETRACT)).toEqual([{ id: first.message.id }])
    expect(attrsOf(taken, `${FALLBACK}fallback`)).toEqual([{ for: 'urn:xmpp:message-retract:1' }])
    expect(taken).toMatchObject({ type: 'chat', store: {}, fallback: {}, body: expect.stringMatching(/./) as string })

    // And the archive of the other side has all of that, once each.
    const live = other.messages.filter(({ from }) => from.startsWith(`${anna}/`)).map(({ id }) => id)
    const archived = (await other.archive(anna)).filter(({ from }) => from.startsWith(`${anna}/`)).map(({ id }) => id)
    expect(archived).toEqual(live)
  })

  test('what goes beside the words: spoilers, names, pages, places, posts and files', async () => {
    const here = await device('anna')
    const picture = { url: 'https://pictures.example/a.png', alt: 'A <loaf> & butter', width: 600, height: 315 }
    const page = { url: 'https://example.org/?a=1&b=2', title: 'Bread & "butter"', description: '🍞', picture }
    const body = '🎉 @Slim look at https://example.org/?a=1&b=2'
    const { message } = await said(here, { body, links: [page], mentions: [{ text: '@Slim', jid: slim }], spoiler: 'It’s bread' })
    expect(message.spoiler).toEqual({ hint: 'It’s bread' })
    const [mention] = attrsOf(message, REFERENCE)
    expect(mention).toMatchObject({ type: 'mention', uri: `xmpp:${slim}` })
    expect(Array.from(body).slice(Number(mention?.['begin']), Number(mention?.['end'])).join('')).toBe('@Slim')
    const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'
    const [card] = part(message, `{${RDF}}Description`)
    expect(card?.attrs).toEqual({ [`{${RDF}}about`]: page.url })
    expect(card?.children.map(({ name, text }) => [name.replace('{https://ogp.me/ns#', ''), text])).toEqual([
      ['}title', page.title],
      ['}description', page.description],
      ['}url', page.url],
      ['}image', picture.url],
      ['image:}alt', picture.alt],
      ['image:}width', '600'],
      ['image:}height', '315'],
    ])

    await sendLocation(here.db, { me: anna, conversation: slim, place: { lat: 48.85837, lon: -2.29448 }, now: Date.now() })
    const post = postKeyOf({ service: jid('pubsub.localhost'), node: 'bread & salt', itemId: 'i/1' })
    await sendMessage(here.db, { me: anna, conversation: slim, body: 'Read this', post, now: Date.now() })
    here.nudge()
    const place = await other.message(({ geoloc }) => geoloc !== undefined, 'the place')
    expect(place).toMatchObject({ body: 'geo:48.85837,-2.29448', geoloc: { lat: 48.85837, lon: -2.29448 } })
    const passed = await other.message(message => message.body === 'Read this', 'the post')
    const uri = 'xmpp:pubsub.localhost?;node=bread%20%26%20salt;item=i%2F1'
    expect(attrsOf(passed, REFERENCE)).toEqual([{ type: 'data', uri }])
    expect(passed.oob?.url).toBe(uri)

    const photo = { name: 'Brot & Käse.jpg', blob: new Blob([jpegFrame(400, 300)], { type: 'image/jpeg' }) }
    const voice = { name: 'voice.ogg', blob: new Blob(['OggS and so on'], { type: 'audio/ogg' }), length: 4200 }
    await keepFiles(here.db, { owner: chatDraftKey(slim), files: [photo, voice] })
    await sendDraft(here.db, { me: anna, conversation: slim, body: '', spoiler: '', now: Date.now() })
    here.nudge()
    const SFS = '{urn:xmpp:sfs:0}'
    const SIMS = '{urn:xmpp:sims:1}'
    for (const [name, mediaType, fact, value] of [
      [photo.name, 'image/jpeg', 'width', '400'],
      [voice.name, 'audio/ogg', 'length', '4200'],
    ]) {
      const facts = (message: ReadMessage, ...path: string[]): Record<string, string> =>
        Object.fromEntries(part(message, ...path).flatMap(file => file.children.map(each => [each.name.replace(/^.*\}/, ''), each.text])))
      const sfs = (message: ReadMessage) => facts(message, `${SFS}file-sharing`, '{urn:xmpp:file:metadata:0}file')
      const file = await other.message(message => sfs(message)['name'] === name, name)
      // Who knows none of it takes it for a file where the text is the address alone.
      expect(file.oob?.url).toBe(file.body)
      expect(file.spoiler).toEqual({ hint: '' })
      expect(attrsOf(file, `${SFS}file-sharing`)).toEqual([{ disposition: 'inline' }])
      const bytes = await (await fetch(file.body)).arrayBuffer()
      const sha256 = Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('base64')
      const told = { 'media-type': mediaType, name, size: String(bytes.byteLength), hash: sha256 }
      expect(sfs(file)).toMatchObject({ ...told, [fact ?? '']: value })
      const sources = [`${SFS}sources`, '{http://jabber.org/protocol/url-data}url-data']
      expect(attrsOf(file, `${SFS}file-sharing`, ...sources)).toEqual([{ target: file.body }])
      const media = [REFERENCE, `${SIMS}media-sharing`]
      expect(facts(file, ...media, '{urn:xmpp:jingle:apps:file-transfer:4}file')).toMatchObject(told)
      expect(attrsOf(file, ...media, `${SIMS}sources`, REFERENCE)).toEqual([{ type: 'data', uri: file.body }])
      expect(part(file, `${FALLBACK}fallback`).map(each => each.attrs['for'])).toEqual(['urn:xmpp:sfs:0'])
    }
  })

  test('a contact learns who is there and that it was read; a stranger nothing, whatever they ask', async () => {
    const here = await device('anna')
    const own = here.session.jid ?? expect.fail()
    const stranger = await slixmpp.client(server, 'mallory')
    const read = async (by: SlixmppClient, from: BareJid): Promise<string> => {
      const id = await by.say({ to: anna, body: `Hello from ${from}`, request_receipt: true, markable: true, chat_state: 'composing' })
      await waitFor(async () => (await here.db.messages.where('conversation').equals(from).toArray()).some(row => row.originId === id))
      await markRead(here.db, { conversation: from, now: Date.now() })
      here.nudge()
      return id
    }
    await stranger.raw(`<presence to='${anna}'/>`)
    // What is found in the archive is not acknowledged.
    await waitFor(() =>
      here.signals.some(signal => signal.kind === 'session' && signal.state.kind === 'online' && !signal.state.catchingUp),
    )
    const theirs = await read(other, slim)
    await read(stranger, mallory)
    expect(await other.message(({ receipt }) => receipt === theirs, 'the receipt')).toMatchObject({ type: 'chat', store: {} })
    const changed = await other.say({ to: anna, body: 'Hello again', request_receipt: true, replace: { id: theirs } })
    await other.message(({ receipt }) => receipt === changed, 'the receipt for other words')
    expect(await other.message(({ displayed }) => displayed?.id === theirs, 'the marker')).toMatchObject({ type: 'chat', store: {} })
    expect(other.presences.some(({ attrs }) => attrs['from'] === own && attrs['type'] === undefined)).toBe(true)
    const INFO = 'http://jabber.org/protocol/disco#info'
    const told = await other.ask('get', own, `<query xmlns='${INFO}'/>`)
    const features = select(told, `{${INFO}}query`, `{${INFO}}feature`).map(({ attrs }) => attrs['var'])
    expect(features).toEqual(expect.arrayContaining(['urn:xmpp:receipts', 'urn:xmpp:chat-markers:0', 'urn:xmpp:reply:0']))

    for (const typing of [true, false]) for (const conversation of [slim, mallory]) await here.ask('tell-typing', { conversation, typing })
    await other.message(({ chat_state }) => chat_state === 'paused', 'the pause')
    const states = other.messages.flatMap(({ chat_state: state, body }) => (state === '' || body !== '' ? [] : [state]))
    expect(states).toEqual(['composing', 'paused'])

    for (const namespace of [INFO, 'jabber:iq:version', 'urn:xmpp:ping'])
      await expect(stranger.ask('get', own, `<query xmlns='${namespace}'/>`)).rejects.toThrow('service-unavailable')
    await waitFor(async () => (await here.db.outbox.count()) === 0, { what: 'an empty outbox' })
    // What is written to them comes behind whatever they would have been told.
    await sendMessage(here.db, { me: anna, conversation: mallory, body: 'Who are you?', now: Date.now() })
    here.nudge()
    await stranger.message(({ body }) => body === 'Who are you?', 'an answer')
    expect(stranger.messages.map(({ body }) => body)).toEqual(['Who are you?'])
    expect(stranger.presences.filter(({ attrs }) => attrs['from']?.startsWith(anna))).toEqual([])
    const kept = (await stranger.archive(anna)).filter(({ from }) => from.startsWith(anna))
    expect(kept.map(({ body }) => body)).toEqual(['Who are you?'])
    await stranger.stop()
  })
})
