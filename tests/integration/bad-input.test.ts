/** Broken and oversized things that come in: each gives the state it should, and nothing that is stored is lost. */
import { describe, expect, test } from 'vitest'
import { postKeyOf } from '#model/keys.ts'
import { setFollowed } from '#storage/store-nodes.ts'
import { type EngineWithPeer, engineWithPeer } from '../support/engine-with-peer.ts'
import { jid } from '../support/engines.ts'
import { waitFor } from '../support/wait-for.ts'

const ME = jid('juliet@example.org')
const ROMEO = jid('romeo@example.org')
const GARDEN = { service: jid('pubsub.example.org'), node: 'garden' }

const message = (id: string, body: string): string =>
  `<message xmlns='jabber:client' from='${ROMEO}/x' to='${ME}' type='chat' id='${id}'><body>${body}</body></message>`
const bodies = async ({ engine }: EngineWithPeer): Promise<string[]> =>
  (await engine.db.messages.orderBy('order').toArray()).map(row => row.body)

describe('a frame that is not XML', () => {
  test.each([
    ['unclosed', "<message xmlns='jabber:client'><body>"],
    ['with a document type', "<!DOCTYPE x [<!ENTITY a 'b'>]><message xmlns='jabber:client'/>"],
    ['with an illegal character', "<message xmlns='jabber:client'><body>\u0000</body></message>"],
    ['with two stanzas', "<message xmlns='jabber:client'/><message xmlns='jabber:client'/>"],
    ['binary', Buffer.from([0xff, 0xfe])],
  ])('%s ends the stream: told, back at once, and what was missed is read', async (_what, frame) => {
    const world = await engineWithPeer({ peer: { resumable: true } })
    const { engine, peer, server, deliver } = world
    await deliver(message('m1', 'before'))
    server.archive.push({ id: 'a2', stamp: new Date(Date.now() + 1000).toISOString(), message: message('m2', 'meanwhile') })
    peer.link.raw(frame)
    await waitFor(() =>
      engine.signals.some(
        signal => signal.kind === 'session' && signal.state.kind === 'offline' && signal.state.trouble === 'server-error',
      ),
    )
    engine.session.connectNow()
    await waitFor(() => engine.session.generation === 2 && engine.session.state.kind === 'online', { what: 'a fresh session' })
    await waitFor(async () => (await bodies(world)).length === 2, { what: 'what was missed' })
    peer.link.stanza(message('m3', 'after'))
    await waitFor(async () => (await bodies(world)).length === 3)
    expect(await bodies(world)).toEqual(['before', 'meanwhile', 'after'])
  })
})

describe('a large message', () => {
  test.each([
    ['of a megabyte is stored whole', 1_048_576, 1_048_576],
    ['of five is cut to one', 5_000_000, 1_048_576],
  ])('%s, the line of the inbox is a line, and the next one arrives', async (_what, length, stored) => {
    const world = await engineWithPeer()
    await world.deliver(message('large', 'x'.repeat(length)), message('next', 'next'))
    expect((await bodies(world)).map(body => body.length)).toEqual([stored, 4])
    expect(await world.engine.db.conversations.get(ROMEO)).toMatchObject({ preview: 'next', unread: 2 })
    await world.deliver(message('larger', 'y'.repeat(length)))
    expect((await world.engine.db.conversations.get(ROMEO))?.preview.length).toBeLessThan(1000)
    expect(world.peer.links).toHaveLength(1)
  })

  test('of 17 megabytes is passed over, and the next one arrives over the same connection', async () => {
    const world = await engineWithPeer()
    await world.deliver(message('huge', 'x'.repeat(17 * 1024 * 1024)), message('next', 'next'))
    expect(await bodies(world)).toEqual(['next'])
    expect(world.peer.links).toHaveLength(1)
  })
})

const entry = (inner: string): string => `<entry xmlns='http://www.w3.org/2005/Atom'>${inner}</entry>`
const text = (body: string): string => `<content type='text'>${body}</content>`

/** What an entry lacks, the entry, and what is made of it; null: no post at all. */
const POSTS: [string, string, object | null][] = [
  ['a title', entry(text('first line\nsecond line')), { title: 'first line', text: 'first line\nsecond line' }],
  ['a text', entry('<title>only a title</title>'), { title: 'only a title', text: 'only a title' }],
  ['dates', entry('<title>t</title>'), { title: 't', edited: false }],
  ['a date that is one', entry('<title>t</title><published>soon</published><updated>2026-13-41T99:00:00Z</updated>'), { title: 't' }],
  ['a date of this century', entry('<title>t</title><published>0001-01-01T00:00:00Z</published>'), { publishedAt: 1 }],
  ['a date that has been', entry('<title>t</title><published>9998-12-31T23:59:59Z</published>'), { title: 't' }],
  ['an author', entry('<title>t</title><author/>'), { author: null, authorVerified: false }],
  [
    'an author with an address',
    entry('<title>t</title><author><name>N</name><uri>xmpp:@@</uri></author>'),
    { author: null, authorName: 'N' },
  ],
  ['an id of Atom', entry('<title>t</title><id/>'), { title: 't' }],
  ['everything', entry(''), null],
  ['all but white space', entry('<title> \n </title><content> </content>'), null],
  ['the namespace of Atom', "<entry xmlns='urn:x'><title>t</title></entry>", null],
  [
    'a picture that is a link',
    entry("<title>t</title><link rel='enclosure' href='javascript:alert(1)' type='image/png'/>"),
    { enclosures: [] },
  ],
  ['a place for comments that is one', entry("<title>t</title><link rel='replies' href='xmpp:?;node='/>"), { comments: null }],
  ['an end', entry(`<title>${'t'.repeat(100_000)}</title>${text('x'.repeat(1_048_576))}`), { title: 't'.repeat(2000) }],
]

describe('a post without', () => {
  test.each(POSTS)('%s', async (_what, payload, is) => {
    const world = await engineWithPeer()
    const { engine, deliver } = world
    await engine.db.transaction('rw', engine.db.nodes, engine.db.posts, () => setFollowed(engine.db, GARDEN, 1, {}))
    const news = (id: string, content: string): string =>
      `<message xmlns='jabber:client' from='${GARDEN.service}' type='headline'><event xmlns='http://jabber.org/protocol/pubsub#event'><items node='garden'><item id='${id}'>${content}</item></items></event></message>`
    const from = Date.now()
    await deliver(news('good', entry('<title>good</title>')), news('bad', payload), news('better', entry('<title>better</title>')))
    const bad = await engine.db.posts.get(postKeyOf({ ...GARDEN, itemId: 'bad' }))
    if (is) expect(bad).toMatchObject(is)
    else expect(bad).toBeUndefined()
    for (const post of await engine.db.posts.toArray()) {
      for (const at of [post.publishedAt, post.updatedAt, post.sortAt]) {
        expect(Number.isFinite(at) && at >= 1).toBe(true)
        expect(at).toBeLessThan(from + 60_000)
      }
    }
    expect(await engine.db.posts.count()).toBe(is ? 3 : 2)
    expect(world.peer.links).toHaveLength(1)
  })

  test('an item id is none, and neither it nor one without payload keeps the others out', async () => {
    const { engine, deliver, server } = await engineWithPeer()
    await engine.db.transaction('rw', engine.db.nodes, engine.db.posts, () => setFollowed(engine.db, GARDEN, 1, {}))
    server.pubsub(GARDEN.service).node('garden')
    const items = `<item>${entry('<title>nameless</title>')}</item><item id='bare'/><item id='good'>${entry('<title>good</title>')}</item>`
    await deliver(
      `<message xmlns='jabber:client' from='${GARDEN.service}' type='headline'><event xmlns='http://jabber.org/protocol/pubsub#event'><items node='garden'>${items}</items></event></message>`,
    )
    expect((await engine.db.posts.toArray()).map(post => post.title)).toEqual(['good'])
  })
})
