/** What a full disk does: it is told, nothing that is stored is lost, nothing that was not stored counts as read. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sendMessage } from '#commands/send-message.ts'
import type { NodeEngine } from '#engine/node.ts'
import { startNodeEngine } from '#engine/node.ts'
import { postKeyOf } from '#model/keys.ts'
import { setFollowed } from '#storage/store-nodes.ts'
import { type FullDisk, fullDisk } from '../faults/full-disk.ts'
import { type EngineWithPeer, engineWithPeer } from '../support/engine-with-peer.ts'
import { jid } from '../support/engines.ts'
import { afterTest } from '../support/session-with-peer.ts'
import { waitFor } from '../support/wait-for.ts'

const ME = jid('juliet@example.org')
const ROMEO = jid('romeo@example.org')
const SERVICE = jid('pubsub.example.org')

let disk: FullDisk
const unhandled: unknown[] = []
const onUnhandled = (reason: unknown): void => void unhandled.push(reason)

beforeEach(() => {
  disk = fullDisk('kith:')
  unhandled.length = 0
  process.on('unhandledRejection', onUnhandled)
})
afterEach(() => {
  disk.remove()
  process.off('unhandledRejection', onUnhandled)
  expect(unhandled).toEqual([])
})

const message = (id: string, body: string): string =>
  `<message xmlns='jabber:client' from='${ROMEO}/x' to='${ME}' type='chat' id='${id}'><body>${body}</body></message>`

/** A message comes live, and into the archive. */
function arrive({ peer, server }: EngineWithPeer, id: string, body: string): void {
  const stanzaId = `<stanza-id xmlns='urn:xmpp:sid:0' by='${ME}' id='a-${id}'/>`
  server.archive.push({ id: `a-${id}`, stamp: new Date().toISOString(), message: message(id, body) })
  peer.link.stanza(message(id, body).replace('</message>', `${stanzaId}</message>`))
}

const bodies = async ({ db }: NodeEngine): Promise<string[]> => (await db.messages.orderBy('order').toArray()).map(row => row.body)
const cursor = async ({ db }: NodeEngine): Promise<string | undefined> => (await db.archiveCursors.get(ME))?.newestId
const isDegraded = ({ signals }: NodeEngine): boolean => {
  const last = signals.findLast(signal => signal.kind === 'storage')
  return last?.kind === 'storage' && last.degraded
}

test('a message that finds no room is told, waits, and is there as soon as there is room', async () => {
  const world = await engineWithPeer()
  const { engine } = world
  arrive(world, 'm1', 'one')
  await waitFor(async () => (await bodies(engine)).length === 1)
  disk.fill()
  arrive(world, 'm2', 'two')
  await waitFor(() => isDegraded(engine), { what: 'the banner' })
  expect(engine.signals.findLast(signal => signal.kind === 'storage')).toMatchObject({
    failure: { kind: 'storage', condition: 'QuotaExceededError' },
  })
  expect([await bodies(engine), await cursor(engine)]).toEqual([['one'], 'a-m1'])
  disk.free()
  await waitFor(async () => (await bodies(engine)).length === 2, { what: 'the message' })
  await waitFor(() => !isDegraded(engine), { what: 'the end of the banner' })
  expect([await bodies(engine), await cursor(engine)]).toEqual([['one', 'two'], 'a-m2'])
  expect((await engine.db.conversations.get(ROMEO))?.unread).toBe(2)
})

test('a message that does not fit is not passed over by a smaller one behind it, also when the tab dies in between', async () => {
  const world = await engineWithPeer({ peer: { resumable: true } })
  const { engine, peer } = world
  arrive(world, 'm1', 'one')
  await waitFor(async () => (await bodies(engine)).length === 1)
  disk.fill(10_000)
  arrive(world, 'm2', 'x'.repeat(20_000))
  arrive(world, 'm3', 'three')
  await waitFor(() => isDegraded(engine), { what: 'the banner' })
  expect(await cursor(engine)).toBe('a-m1')
  await engine.stop()
  disk.free()
  const again = await startNodeEngine({ address: ME, password: null, websocketUrl: peer.url, dbName: engine.db.name })
  afterTest(() => again.stop())
  await waitFor(async () => (await bodies(again)).length === 3, { what: 'all three' })
  expect((await bodies(again)).map(body => body.length)).toEqual([3, 20_000, 5])
  await waitFor(async () => (await cursor(again)) === 'a-m3')
})

test('a catch-up that finds no room goes on when there is room, and leaves no hole', async () => {
  const world = await engineWithPeer({ peer: { resumable: false } })
  const { engine, peer, server } = world
  arrive(world, 'm0', '0')
  await waitFor(async () => (await bodies(engine)).length === 1)
  await engine.stop()
  for (let index = 1; index <= 250; index += 1) {
    server.archive.push({ id: `a-m${index}`, stamp: new Date().toISOString(), message: message(`m${index}`, String(index)) })
  }
  disk.fill()
  const again = await startNodeEngine({ address: ME, password: 'secret', websocketUrl: peer.url, dbName: engine.db.name })
  afterTest(() => again.stop())
  await waitFor(() => isDegraded(again), { what: 'the banner' })
  expect([await bodies(again), await cursor(again)]).toEqual([['0'], 'a-m0'])
  disk.free()
  await waitFor(async () => (await bodies(again)).length === 251, { what: 'all of them' })
  expect(await bodies(again)).toEqual(Array.from({ length: 251 }, (_, index) => String(index)))
  await waitFor(async () => (await again.db.archiveGaps.toArray()).length === 0)
})

test('a post that finds no room is there when there is room', async () => {
  const { engine, peer } = await engineWithPeer()
  const garden = { service: SERVICE, node: 'garden' }
  await engine.db.transaction('rw', engine.db.nodes, engine.db.posts, () => setFollowed(engine.db, garden, 1, {}))
  disk.fill()
  const post = (id: string): string =>
    `<message xmlns='jabber:client' from='${SERVICE}' type='headline'><event xmlns='http://jabber.org/protocol/pubsub#event'><items node='garden'><item id='${id}'><entry xmlns='http://www.w3.org/2005/Atom'><title>${id}</title></entry></item></items></event></message>`
  for (const id of ['p1', 'p2']) peer.link.stanza(post(id))
  await waitFor(() => isDegraded(engine), { what: 'the banner' })
  disk.free()
  await waitFor(async () => (await engine.db.posts.count()) === 2, { what: 'the posts' })
  expect(await engine.db.posts.get(postKeyOf({ ...garden, itemId: 'p1' }))).toMatchObject({ title: 'p1', inFeed: 1 })
})

test('what waits to be sent is neither lost nor refused by a full disk, and is sent once when there is room', async () => {
  const { engine, peer, settled } = await engineWithPeer()
  const key = await sendMessage(engine.db, { me: ME, conversation: ROMEO, body: 'wherefore', now: Date.now() })
  disk.fill()
  engine.nudge()
  await waitFor(() => disk.aborted > 0, { what: 'the first try' })
  expect(await engine.db.messages.get(key)).toMatchObject({ state: 'queued', failure: null })
  disk.free()
  await waitFor(async () => (await engine.db.messages.get(key))?.state === 'sent', { what: 'the message to leave' })
  await settled()
  expect(peer.all('message').map(sent => sent.attrs['id'])).toEqual([key])
  expect(await engine.db.outbox.toArray()).toEqual([])
})

test('what left when the disk filled up is not sent again when there is room', async () => {
  const { engine, peer, settled } = await engineWithPeer()
  peer.options.script = frame => {
    if (frame.is('message')) disk.fill()
    return undefined
  }
  const key = await sendMessage(engine.db, { me: ME, conversation: ROMEO, body: 'wherefore', now: Date.now() })
  engine.nudge()
  await waitFor(() => disk.aborted > 0, { what: 'the answer that finds no room' })
  disk.free()
  peer.options.script = () => undefined
  await waitFor(async () => (await engine.db.messages.get(key))?.state === 'sent')
  await settled()
  expect(peer.all('message')).toHaveLength(1)
  expect(await engine.db.outbox.toArray()).toEqual([])
})

test('what somebody wants of us and what a stranger asks while the disk is full ends nothing', async () => {
  const world = await engineWithPeer()
  const { engine, peer, settled } = world
  disk.fill()
  peer.link.stanza("<presence xmlns='jabber:client' type='subscribe' from='nurse@example.org'/>")
  peer.link.stanza(
    "<iq xmlns='jabber:client' type='set' id='push'><query xmlns='jabber:iq:roster' ver='9'><item jid='nurse@example.org' subscription='to'/></query></iq>",
  )
  await waitFor(() => disk.aborted > 0)
  disk.free()
  await waitFor(async () => (await engine.db.notifications.count()) === 1, { what: 'the request' })
  await waitFor(async () => (await engine.db.contacts.count()) === 1, { what: 'the contact' })
  await settled()
  expect(peer.links).toHaveLength(1)
})
