/** What services and strangers may not say about posts, comments, profiles and follows, each beside its honest twin (reliability.md §2.1). */
import { describe, expect, test } from 'vitest'
import { publishPost } from '#commands/publish-post.ts'
import { postKeyOf } from '#model/keys.ts'
import { BLOG_NODE, COMMENTS_PREFIX } from '#model/post.ts'
import { PRIVATE_FOLLOW_LIST, PUBLIC_FOLLOW_LIST } from '#protocol/movim-follow-list.ts'
import { setFollowed } from '#storage/store-nodes.ts'
import { type EngineWithPeer, engineWithPeer } from '../support/engine-with-peer.ts'
import { jid } from '../support/engines.ts'
import { entryElement } from '../support/fake-pubsub.ts'
import { contentsOf, type Lie, testLies } from '../support/lies.ts'
import { shownFollows } from '#storage/shown-follows.ts'
import { waitFor } from '../support/wait-for.ts'

const ME = jid('juliet@example.org')
const ROMEO = jid('romeo@example.org')
const MALLORY = 'mallory@evil.example'
const SERVICE = jid('pubsub.example.org')
const CONTACTS = [`<item jid='${ROMEO}' subscription='both'/>`]

const author = (address: string, name = ''): string => `<author>${name && `<name>${name}</name>`}<uri>xmpp:${address}</uri></author>`
const entry = (title: string, inner = ''): string =>
  `<entry xmlns='http://www.w3.org/2005/Atom'><title>${title}</title>${inner}<updated>2026-01-01T00:00:00Z</updated></entry>`
const item = (id: string, payload: string, publisher = ''): string =>
  `<item id='${id}'${publisher && ` publisher='${publisher}'`}>${payload}</item>`
const said = (from: string, payload: string): string =>
  `<message xmlns='jabber:client' from='${from}' to='${ME}' type='headline'><event xmlns='http://jabber.org/protocol/pubsub#event'>${payload}</event></message>`
const news = (from: string, node: string, ...items: string[]): string => said(from, `<items node='${node}'>${items.join('')}</items>`)

const GARDEN = { service: SERVICE, node: 'garden' }
const ROSES = postKeyOf({ ...GARDEN, itemId: 'roses' })
const BALCONY = postKeyOf({ service: ROMEO, node: BLOG_NODE, itemId: 'balcony' })

/** Juliet follows a community, where Romeo's "roses" stand, and Romeo's blog with its "balcony". */
async function reader(): Promise<EngineWithPeer> {
  const world = await engineWithPeer({ roster: CONTACTS })
  const { engine, deliver } = world
  const { db } = engine
  await db.transaction('rw', db.nodes, db.posts, async () => {
    await setFollowed(db, GARDEN, 1, {})
    await setFollowed(db, { service: ROMEO, node: BLOG_NODE }, 1, {})
  })
  await deliver(news(SERVICE, 'garden', item('roses', entry('roses', author(ROMEO, 'Romeo')), `${ROMEO}/orchard`)))
  await deliver(news(ROMEO, BLOG_NODE, item('balcony', entry('balcony'))))
  return world
}

const titleOf =
  (key: string): Lie['leadsTo'] =>
  async ({ db }) => ({ title: (await db.posts.get(key as typeof ROSES))?.title })

const changed = (...publisher: [string] | []): string => item('roses', entry('changed', author(ROMEO)), ...publisher)

const POSTS: Lie[] = [
  ...(
    [
      ['a service nobody asked', 'pubsub.evil.example', 'garden'],
      ['a person about the community', MALLORY, 'garden'],
      ['the server about its community', 'example.org', 'garden'],
      ['a client of the service', `${SERVICE}/x`, 'garden'],
      ['a client of the author', `${ROMEO}/orchard`, BLOG_NODE],
      ['a stranger about his own blog', MALLORY, BLOG_NODE],
      ['ejabberd in the name of a blog', 'pubsub.example.org', BLOG_NODE],
    ] as const
  ).map(([name, from, node]) => ({
    name: `a post by the word of ${name}`,
    forged: [news(from, node, item('new', entry('new'), ROMEO))],
    honest: [news(SERVICE, 'garden', item('new', entry('new'), ROMEO))],
    leadsTo: titleOf(postKeyOf({ ...GARDEN, itemId: 'new' })),
    is: { title: 'new' },
  })),
  {
    name: "somebody's post written over by another, who signs with his name",
    forged: [news(SERVICE, 'garden', changed(MALLORY)), news(SERVICE, 'garden', changed(`${MALLORY}/x`))],
    honest: [news(SERVICE, 'garden', changed(ROMEO))],
    leadsTo: titleOf(ROSES),
    is: { title: 'changed' },
  },
  ...(
    [
      ['a retraction', `<items node='garden'><retract id='roses'/></items>`],
      ['a purge', `<purge node='garden'/>`],
    ] as const
  ).map(([name, payload]) => ({
    name: `${name} by another service`,
    forged: ['pubsub.evil.example', MALLORY, ROMEO, 'example.org', `${SERVICE}/x`].map(from => said(from, payload)),
    honest: [said(SERVICE, payload)],
    leadsTo: async ({ db }: Parameters<Lie['leadsTo']>[0]) => ({ keys: await db.posts.toCollection().primaryKeys() }),
    is: { keys: [BALCONY] },
  })),
  {
    name: 'the deletion of a node by another service',
    forged: ['pubsub.evil.example', MALLORY, ROMEO, 'example.org', `${SERVICE}/x`].map(from => said(from, "<delete node='garden'/>")),
    honest: [said(SERVICE, "<delete node='garden'/>")],
    leadsTo: async ({ db }) => ({ health: (await db.nodes.where({ followed: 1 }).toArray()).map(node => node.health).toSorted() }),
    is: { health: ['gone', 'unknown'] },
  },
  {
    name: 'a post without an id, or with one that is longer than any key',
    forged: [
      news(SERVICE, 'garden', item('new', entry('new')).replace(" id='new'", '')),
      news(SERVICE, 'garden', item('i'.repeat(2000), entry('new'))),
    ],
    honest: [news(SERVICE, 'garden', item('i'.repeat(1000), entry('new')))],
    leadsTo: async ({ db }) => ({ titles: (await db.posts.toArray()).map(post => post.title).toSorted() }),
    is: { titles: ['balcony', 'new', 'roses'] },
  },
]

const subscription = `<subscription xmlns='urn:xmpp:pubsub:subscription:0' server='${SERVICE}' node='kitchen'><title>Kitchen</title></subscription>`

const PRIVATE: Lie[] = [
  ...[MALLORY, ROMEO, SERVICE, 'example.org', `${ME}/phone`, `${ME}.evil.example`].map(from => ({
    name: `my private follow list by the word of ${from}`,
    forged: [news(from, PRIVATE_FOLLOW_LIST, item('x', subscription))],
    honest: [news(ME, PRIVATE_FOLLOW_LIST, item('x', subscription))],
    leadsTo: ({ db }: Parameters<Lie['leadsTo']>[0]) => db.nodes.where({ followed: 1 }).toArray(),
    is: [{ node: 'garden' }, { node: 'kitchen', title: 'Kitchen' }, { service: ROMEO }],
  })),
  {
    name: 'what I show on my profile by the word of anybody else',
    forged: [MALLORY, ROMEO, SERVICE, 'example.org', `${ME}/phone`].map(from => news(from, PUBLIC_FOLLOW_LIST, item('x', subscription))),
    honest: [news(ME, PUBLIC_FOLLOW_LIST, item('x', subscription))],
    leadsTo: async ({ db }) => ({ shown: await shownFollows(db) }),
    is: { shown: [`${SERVICE}/kitchen`] },
  },
  {
    name: 'the name of a contact by the word of a client, a service or a stranger',
    forged: [`${ROMEO}/orchard`, SERVICE, 'example.org', MALLORY].map(from =>
      news(from, 'http://jabber.org/protocol/nick', item('x', "<nick xmlns='http://jabber.org/protocol/nick'>Somebody</nick>")),
    ),
    honest: [news(ROMEO, 'http://jabber.org/protocol/nick', item('x', "<nick xmlns='http://jabber.org/protocol/nick'>Romeo</nick>"))],
    leadsTo: ({ db }) => db.profiles.toArray(),
    is: [{ jid: ROMEO, name: 'Romeo' }],
  },
]

describe('posts', () => testLies(POSTS, reader))
describe('what is mine alone, and what people say of themselves', () => testLies(PRIVATE, reader))

describe('who wrote it', () => {
  test.each<[string, string, string, string, object]>([
    [
      'the publisher, when the entry says so too',
      'garden',
      author(ROMEO, 'Romeo'),
      ROMEO,
      { author: ROMEO, authorName: 'Romeo', authorVerified: true },
    ],
    [
      'the publisher, when the entry names somebody else',
      'garden',
      author(ROMEO, 'Romeo'),
      MALLORY,
      { author: MALLORY, authorName: '', authorVerified: true },
    ],
    [
      'whom the entry names, unverified, when nobody vouches',
      'garden',
      author(ROMEO, 'Romeo'),
      '',
      { author: ROMEO, authorVerified: false },
    ],
    ['nobody, when nobody says so', 'garden', '', '', { author: null, authorVerified: false }],
    [
      'the owner of the blog, whomever the entry names',
      BLOG_NODE,
      author(MALLORY, 'Mallory'),
      '',
      { author: ROMEO, authorName: '', authorVerified: true },
    ],
  ])('%s', async (_what, node, claim, publisher, is) => {
    const { engine, deliver } = await reader()
    const service = node === BLOG_NODE ? ROMEO : SERVICE
    await deliver(news(service, node, item('signed', entry('signed', claim), publisher)))
    expect(await engine.db.posts.get(postKeyOf({ service, node, itemId: 'signed' }))).toMatchObject(is)
  })
})

describe('what is said under a post of mine', () => {
  /** A post of Juliet's in the community, whose comments stand in a node of the service. */
  async function writer(): Promise<EngineWithPeer & { key: string; comments: string }> {
    const world = await reader()
    const { engine } = world
    const key = await publishPost(engine.db, { me: ME, ...GARDEN, title: 'mine', text: '', now: Date.now() })
    engine.nudge()
    await waitFor(async () => (await engine.db.posts.get(key))?.state === 'published')
    const post = await engine.db.posts.get(key)
    expect(post?.comments).toMatchObject({ service: SERVICE })
    await world.settled()
    return { ...world, key, comments: post?.comments?.node ?? '' }
  }
  const LIKE = entry('♥')

  test('counts where the post has its comments, and nowhere else', async () => {
    const { engine, deliver, key, comments } = await writer()
    const before = await contentsOf(engine.db)
    await deliver(
      ...['comments.evil.example', 'pubsub.evil.example', MALLORY, ROMEO, 'example.org', `${SERVICE}/x`].map(from =>
        news(from, comments, item('l1', LIKE, ROMEO)),
      ),
      news(SERVICE, `${COMMENTS_PREFIX}of-nothing`, item('l1', LIKE, ROMEO)),
    )
    expect(await contentsOf(engine.db)).toEqual(before)
    await deliver(news(SERVICE, comments, item('l1', LIKE, ROMEO)), news(SERVICE, comments, item('c1', entry('well said'), ROMEO)))
    expect(await engine.db.posts.get(key as typeof ROSES)).toMatchObject({ likeCount: 1, commentCount: 1 })
  })

  test('stays with its author: nobody else changes it under the same id', async () => {
    const { engine, deliver, comments } = await writer()
    await deliver(news(SERVICE, comments, item('c1', entry('well said'), ROMEO)))
    const before = await contentsOf(engine.db)
    await deliver(news(SERVICE, comments, item('c1', entry('nonsense', author(ROMEO)), MALLORY)))
    expect(await contentsOf(engine.db)).toEqual(before)
    await deliver(news(SERVICE, comments, item('c1', entry('very well said'), ROMEO)))
    expect(await engine.db.comments.toArray()).toMatchObject([{ author: ROMEO, text: 'very well said' }])
  })

  test('one person likes once, however many hearts are sent', async () => {
    const { engine, deliver, key, comments } = await writer()
    await deliver(...['l1', 'l2', 'l3', 'l1'].map(id => news(SERVICE, comments, item(id, LIKE, ROMEO))))
    expect(await engine.db.posts.get(key as typeof ROSES)).toMatchObject({ likeCount: 1 })
  })

  test('a heart in my name that nobody vouches for is not mine', async () => {
    const { engine, deliver, key, comments } = await writer()
    await deliver(news(SERVICE, comments, item('l1', entry('♥', author(ME)))))
    expect(await engine.db.posts.get(key as typeof ROSES)).toMatchObject({ likeCount: 0, myLike: null })
  })

  test('is not lost to a post of somebody else that names the same place for its comments', async () => {
    const { engine, deliver, key, comments } = await writer()
    // Whose posts come first in every index.
    const copyist = jid('abram@example.org')
    await engine.db.transaction('rw', engine.db.nodes, engine.db.posts, () =>
      setFollowed(engine.db, { service: copyist, node: BLOG_NODE }, 1, {}),
    )
    const link = `<link rel='replies' title='comments' href='xmpp:${SERVICE}?;node=${encodeURIComponent(comments)}'/>`
    const ids = [comments.slice(COMMENTS_PREFIX.length), ...Array.from({ length: 12 }, (_, index) => `copy-${index}`)]
    await deliver(...ids.map(id => news(copyist, BLOG_NODE, item(id, entry('a copy', link)))))
    await deliver(news(SERVICE, comments, item('c1', entry('well said'), ROMEO)))
    expect(await engine.db.posts.get(key as typeof ROSES)).toMatchObject({ commentCount: 1 })
    expect(await engine.db.notifications.toArray()).toMatchObject([{ kind: 'comment', postKey: key }])
  })
})

describe('an answer', () => {
  const forged = `<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='garden'>${item('forged', entry('forged'), ROMEO)}</items></pubsub>`

  test('with the right id from somebody else is refused, the one behind it is believed', async () => {
    const { engine, peer, server } = await reader()
    server.pubsub(SERVICE).put('garden', 'honest', entryElement({ title: 'honest' }), ROMEO)
    peer.options.script = (frame, link) => {
      if (!frame.is('iq') || frame.attrs['to'] !== SERVICE) return undefined
      for (const from of [MALLORY, ROMEO, ME, 'example.org', null]) link.reply(frame, forged, from)
      return undefined
    }
    await engine.ask('open-node', GARDEN)
    const titles = (await engine.db.posts.toArray()).map(post => post.title)
    expect(titles).toContain('honest')
    expect(titles).not.toContain('forged')
  })

  test('a second time changes nothing', async () => {
    const { engine, peer, server, settled } = await reader()
    server.pubsub(SERVICE).put('garden', 'honest', entryElement({ title: 'honest' }), ROMEO)
    await engine.ask('open-node', GARDEN)
    const before = await contentsOf(engine.db)
    for (const asked of peer.all('iq').filter(iq => iq.attrs['to'] === SERVICE)) peer.link.reply(asked, forged)
    await settled()
    expect(await contentsOf(engine.db)).toEqual(before)
  })
})
