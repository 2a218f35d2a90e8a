import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deleteComment } from '#commands/delete-comment.ts'
import { deletePost } from '#commands/delete-post.ts'
import { editPost } from '#commands/edit-post.ts'
import { followNode } from '#commands/follow-node.ts'
import { publishComment } from '#commands/publish-comment.ts'
import { publishPost } from '#commands/publish-post.ts'
import { toggleLike } from '#commands/toggle-like.ts'
import { unfollowNode } from '#commands/unfollow-node.ts'
import type { NodeEngine } from '#engine/node.ts'
import { nodeKeyOf, type PostKey } from '#model/keys.ts'
import { BLOG_NODE } from '#model/post.ts'
import { PRIVATE_FOLLOW_LIST } from '#protocol/movim-follow-list.ts'
import type { BareJid } from '#shared/jid.ts'
import { sha1Hex } from '#shared/sha1.ts'
import { addIntent } from '#storage/outbox.ts'
import { accountDb } from '#storage/db.ts'
import { feedKeys } from '#storage/posts.ts'
import { nodeGapsOf } from '#storage/nodes.ts'
import { startEjabberd } from '../servers/ejabberd.ts'
import { startProsody } from '../servers/prosody.ts'
import type { TestServer } from '../servers/test-server.ts'
import { jid, useEngines } from '../support/engines.ts'
import type { RawClient } from '../support/raw-client.ts'
import { waitFor } from '../support/wait-for.ts'

const PUBSUB = 'http://jabber.org/protocol/pubsub'
const blogOf = (service: BareJid) => ({ service, node: BLOG_NODE })

async function isCaughtUp(engine: NodeEngine): Promise<void> {
  await waitFor(
    () => engine.signals.some(signal => signal.kind === 'catch-up' && signal.phase === 'feed' && signal.done === signal.total),
    {
      what: 'the end of catching up',
    },
  )
}

/** As after a long absence: the server has forgotten the stream, so that everything has to be fetched. */
async function forgetStream(name: string): Promise<void> {
  const db = accountDb(`kith:${name}`)
  await db.resume.clear()
  db.close()
}

async function run<Result>(engine: NodeEngine, command: (db: NodeEngine['db']) => Promise<Result>): Promise<Result> {
  const result = await command(engine.db)
  engine.nudge()
  return result
}

async function isSettled(engine: NodeEngine): Promise<void> {
  await waitFor(async () => (await engine.db.outbox.toArray()).length === 0, { what: 'an empty outbox' })
}

async function titles(engine: NodeEngine, limit = 500): Promise<string[]> {
  const rows = await feedKeys(engine.db, 'all', limit)
  return (await engine.db.posts.bulkGet(rows.map(row => row.key))).map(post => post?.title ?? '')
}

const publish = (engine: NodeEngine, me: BareJid, text: string, title = ''): Promise<PostKey> =>
  run(engine, db => publishPost(db, { me, ...blogOf(me), title, text, now: Date.now() }))

async function follow(engine: NodeEngine, whom: BareJid): Promise<void> {
  await run(engine, db => followNode(db, { ...blogOf(whom), kind: 'person', title: '', now: Date.now() }))
  await isSettled(engine)
}

const entry = (title: string): string =>
  `<entry xmlns='http://www.w3.org/2005/Atom'><title>${title}</title><updated>${new Date().toISOString()}</updated></entry>`

/** Posts by another client, numbered. */
async function write(client: RawClient, me: BareJid, from: number, to: number): Promise<void> {
  for (let index = from; index <= to; index += 1) {
    const item = `<item id='n${String(index).padStart(3, '0')}'>${entry(`number ${index}`)}</item>`
    const answer = await client.iq('set', me, `<pubsub xmlns='${PUBSUB}'><publish node='${BLOG_NODE}'>${item}</publish></pubsub>`)
    if (answer.attrs['type'] !== 'result') throw new Error(String(answer))
  }
}

async function makeBlog(client: RawClient, me: BareJid): Promise<void> {
  const field = (name: string, value: string): string => `<field var='pubsub#${name}'><value>${value}</value></field>`
  const form = `<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>${PUBSUB}#node_config</value></field>${field('access_model', 'open')}${field('max_items', 'max')}${field('persist_items', '1')}${field('notify_retract', '1')}</x>`
  await client.iq('set', me, `<pubsub xmlns='${PUBSUB}'><create node='${BLOG_NODE}'/><configure>${form}</configure></pubsub>`)
}

describe.each([
  ['prosody', startProsody],
  ['ejabberd', startEjabberd],
] as const)('the feed on %s', (_name, start) => {
  let server: TestServer
  const { device, witness, register, stopped } = useEngines(() => server)
  const people = 'anna ben chloe dora emil fay gus hana ida jon kim'.split(' ')
  const [anna, ben, chloe, , emil, , gus, hana, ida, jon] = people.map(name => jid(`${name}@localhost`)) as [
    BareJid,
    BareJid,
    BareJid,
    BareJid,
    BareJid,
    BareJid,
    BareJid,
    BareJid,
    BareJid,
    BareJid,
  ]

  beforeAll(async () => {
    server = await start()
    await register(...people)
  })
  afterAll(() => server?.stop())

  test('a post is seen live by who follows; so are the like, the comment, the edit and the deletions', async () => {
    const [here, there] = [await device('anna'), await device('ben')]
    await Promise.all([here, there].map(isCaughtUp))
    await publish(here, anna, 'the first')
    await isSettled(here)
    await follow(there, anna)
    const key = await publish(here, anna, 'with some text', 'A proper title')
    await waitFor(async () => (await titles(there)).includes('A proper title'), { what: 'the post at the reader' })
    await isSettled(here)

    await run(there, db => toggleLike(db, { me: ben, postKey: key, now: Date.now() }))
    const comment = await run(there, db => publishComment(db, { me: ben, postKey: key, text: 'well said', now: Date.now() }))
    await isSettled(there)
    await waitFor(async () => (await here.db.posts.get(key))?.likeCount === 1, { what: 'the like at the author' })
    await waitFor(async () => (await here.db.posts.get(key))?.commentCount === 1, { what: 'the comment at the author' })
    expect(await here.db.comments.toArray()).toMatchObject([{ author: ben, authorVerified: true, text: 'well said', state: 'published' }])
    expect((await here.db.notifications.toCollection().sortBy('kind')).map(row => [row.kind, row.from])).toEqual([
      ['comment', ben],
      ['like', ben],
    ])
    await run(here, db => editPost(db, { postKey: key, title: 'A better title', text: 'with other text', now: Date.now() }))
    await waitFor(async () => (await there.db.posts.get(key))?.title === 'A better title', { what: 'the edit at the reader' })
    expect(await there.db.posts.get(key)).toMatchObject({ myLike: expect.any(String), likeCount: 1 })
    if (comment) await run(here, db => deleteComment(db, { commentKey: comment }))
    await isSettled(here)
    expect((await here.db.posts.get(key))?.commentCount).toBe(0)
    await run(here, db => deletePost(db, { postKey: key, now: Date.now() }))
    await isSettled(here)
    await waitFor(async () => (await there.db.posts.get(key)) === undefined, { what: 'the deletion at the reader' })
    expect(await titles(here)).toEqual(['the first'])
  })

  test('a like taken back is gone for everybody where the server lets its author take it back, and full again where not', async () => {
    const [here, there] = [await device('anna'), await device('ben')]
    await Promise.all([here, there].map(isCaughtUp))
    const key = await publish(here, anna, 'like me')
    await isSettled(here)
    await there.ask('open-post', { postKey: key })
    await run(there, db => toggleLike(db, { me: ben, postKey: key, now: Date.now() }))
    await isSettled(there)
    await waitFor(async () => (await here.db.posts.get(key))?.likeCount === 1)
    await run(there, db => toggleLike(db, { me: ben, postKey: key, now: Date.now() }))
    await isSettled(there)
    const refused = there.notes.some(note => note.event === 'unlike refused')
    await waitFor(async () => (await there.db.posts.get(key))?.likeCount === (refused ? 1 : 0))
    await waitFor(async () => (await here.db.posts.get(key))?.likeCount === (refused ? 1 : 0))
    expect((await there.db.posts.get(key))?.myLike === null).toBe(!refused)
  })

  test('sixty posts written while the reader was away are all there once after coming back, and no gap is left', async () => {
    const author = await witness('chloe')
    await makeBlog(author, chloe)
    await write(author, chloe, 1, 5)
    const name = `${server.name}-sixty`
    const first = await device('dora', { name })
    await isCaughtUp(first)
    await follow(first, chloe)
    await waitFor(async () => (await titles(first)).length === 5, { what: 'the first five' })
    await stopped(first)
    await forgetStream(name)
    await write(author, chloe, 6, 65)
    const again = await device('dora', { name })
    await isCaughtUp(again)
    await waitFor(async () => (await titles(again)).length === 65, { what: 'all sixty-five' })
    expect(new Set(await titles(again)).size).toBe(65)
    expect(await nodeGapsOf(again.db, nodeKeyOf(blogOf(chloe)))).toEqual([])
  })

  test('more than five pages leave a gap that is drawn and filled on demand', async () => {
    const author = await witness('emil')
    await makeBlog(author, emil)
    await write(author, emil, 1, 3)
    const name = `${server.name}-gap`
    const first = await device('fay', { name })
    await isCaughtUp(first)
    await follow(first, emil)
    await waitFor(async () => (await titles(first)).length === 3)
    await stopped(first)
    await forgetStream(name)
    await write(author, emil, 4, 153)
    const again = await device('fay', { name })
    await isCaughtUp(again)
    const nodeKey = nodeKeyOf(blogOf(emil))
    for (let turn = 0; turn < 5; turn += 1) {
      const [gap] = await nodeGapsOf(again.db, nodeKey)
      if (gap?.id === undefined) break
      await again.ask('fill-node-gap', { gapId: gap.id })
    }
    expect(await nodeGapsOf(again.db, nodeKey)).toEqual([])
    expect(new Set(await titles(again)).size).toBe(153)
  })

  test('scrolling down a blog reaches its first post', async () => {
    const author = await witness('gus')
    await makeBlog(author, gus)
    await write(author, gus, 1, 50)
    const reader = await device('hana')
    await isCaughtUp(reader)
    await reader.ask('open-node', blogOf(gus))
    for (let turn = 0; turn < 10; turn += 1) {
      if ((await reader.ask('older-posts', blogOf(gus))).reachedEnd) break
    }
    const stored = await reader.db.posts
      .where('[nodeKey+sortAt]')
      .between([nodeKeyOf(blogOf(gus)), 0], [nodeKeyOf(blogOf(gus)), Infinity])
      .toArray()
    expect(stored.length).toBe(50)
    expect(await titles(reader)).toEqual([])
  })

  test('a post that is delivered twice is one item, and its readers are told once', async () => {
    const here = await device('ida')
    await isCaughtUp(here)
    const key = await publish(here, ida, 'once only')
    await isSettled(here)
    await here.db.posts.update(key, { state: 'queued' })
    await addIntent(here.db, { kind: 'publish-post', postKey: key }, Date.now())
    await here.db.outbox.toCollection().modify({ attempts: 1, state: 'wire' })
    here.nudge()
    await isSettled(here)
    expect((await here.db.posts.get(key))?.state).toBe('published')
    const client = await witness('ida')
    expect(await client.itemTitles(ida, BLOG_NODE)).toEqual(['once only'])
  })

  test('the follow list is readable by nobody else, and another device learns from it and reads what is followed', async () => {
    // Somebody who wrote nothing yet.
    const kim = jid('kim@localhost')
    const writer = await witness('kim')
    await makeBlog(writer, kim)
    await write(writer, kim, 1, 2)
    const here = await device('jon')
    const other = await device('jon')
    await Promise.all([here, other].map(isCaughtUp))
    await follow(here, kim)
    await waitFor(async () => (await other.db.nodes.get(nodeKeyOf(blogOf(kim))))?.followed === 1, {
      what: 'the follow on the other device',
    })
    await waitFor(async () => (await titles(other)).join() === 'number 2,number 1', { what: 'its posts on the other device' })
    const own = await witness('jon')
    const config = await own.iq('get', jon, `<pubsub xmlns='${PUBSUB}#owner'><configure node='${PRIVATE_FOLLOW_LIST}'/></pubsub>`)
    const access = config
      .getChild('pubsub')
      ?.getChild('configure')
      ?.getChild('x')
      ?.getChildren('field')
      .find(field => field.attrs['var'] === 'pubsub#access_model')
    expect(access?.getChildText('value')).toBe('whitelist')
    const stranger = await witness('hana')
    const answer = await stranger.iq('get', jon, `<pubsub xmlns='${PUBSUB}'><items node='${PRIVATE_FOLLOW_LIST}'/></pubsub>`)
    expect(answer.attrs['type']).toBe('error')
    await run(here, db => unfollowNode(db, { ...blogOf(kim), now: Date.now() }))
    await isSettled(here)
    await waitFor(async () => (await other.db.nodes.get(nodeKeyOf(blogOf(kim))))?.followed === 0, {
      what: 'the unfollow on the other device',
    })
  })

  test('a community is found, read and written to', async () => {
    const owner = await witness('gus')
    const { pubsub } = server
    const node = `${server.name}-garden`
    const field = (name: string, value: string): string => `<field var='pubsub#${name}'><value>${value}</value></field>`
    const form = `<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>${PUBSUB}#node_config</value></field>${field('access_model', 'open')}${field('publish_model', 'open')}${field('title', 'The Garden')}${field('max_items', 'max')}</x>`
    const made = await owner.iq('set', pubsub, `<pubsub xmlns='${PUBSUB}'><create node='${node}'/><configure>${form}</configure></pubsub>`)
    expect(made.attrs['type']).toBe('result')
    const service = jid(pubsub)
    const [here, there] = [await device('anna'), await device('ben')]
    await Promise.all([here, there].map(isCaughtUp))
    expect((await here.ask('find-services', {})).services).toContain(service)
    const { keys } = await here.ask('list-nodes', { service })
    expect(keys).toContain(nodeKeyOf({ service, node }))
    await here.ask('open-node', { service, node })
    expect(await here.db.nodes.get(nodeKeyOf({ service, node }))).toMatchObject({
      title: 'The Garden',
      accessModel: 'open',
      canPublish: 'yes',
    })
    await run(there, db => followNode(db, { service, node, kind: 'community', title: 'The Garden', now: Date.now() }))
    await isSettled(there)
    const key = await run(here, db =>
      publishPost(db, { me: anna, service, node, title: 'Roses', text: 'They #bloom again.', now: Date.now() }),
    )
    await isSettled(here)
    await waitFor(async () => (await there.db.posts.get(key)) !== undefined, { what: 'the post at the reader' })
    const seen = await there.db.posts.get(key)
    expect(seen).toMatchObject({ author: anna, title: 'Roses', tags: ['bloom'], inFeed: 1, feedKind: 'community' })
  })

  test('who can see a followed community is known after a start, though its page was never opened', async () => {
    const owner = await witness('gus')
    const address = { service: jid(server.pubsub), node: `${server.name}-quiet` }
    const field = (name: string, value: string): string => `<field var='pubsub#${name}'><value>${value}</value></field>`
    const form = `<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>${PUBSUB}#node_config</value></field>${field('access_model', 'open')}${field('title', 'The Quiet')}</x>`
    await owner.iq(
      'set',
      address.service,
      `<pubsub xmlns='${PUBSUB}'><create node='${address.node}'/><configure>${form}</configure></pubsub>`,
    )
    const name = `${server.name}-describing`
    const first = await device('jon', { name })
    await isCaughtUp(first)
    await run(first, db => followNode(db, { ...address, kind: 'community', title: 'The Quiet', now: Date.now() }))
    await isSettled(first)
    await stopped(first)
    await forgetStream(name)
    const again = await device('jon', { name })
    await waitFor(async () => (await again.db.nodes.get(nodeKeyOf(address)))?.accessModel === 'open', { what: 'its audience' })
  })

  test('a profile and its picture are read, and a picture that is not what its hash says is refused', async () => {
    const owner = await witness('gus')
    const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==', 'base64')
    const hash = await sha1Hex(new Uint8Array(png))
    const put = (node: string, id: string, payload: string) =>
      owner.iq(
        'set',
        gus,
        `<pubsub xmlns='${PUBSUB}'><publish node='${node}'><item id='${id}'>${payload}</item></publish><publish-options><x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>${PUBSUB}#publish-options</value></field><field var='pubsub#access_model'><value>open</value></field></x></publish-options></pubsub>`,
      )
    await put('urn:xmpp:avatar:data', hash, `<data xmlns='urn:xmpp:avatar:data'>${png.toString('base64')}</data>`)
    await put(
      'urn:xmpp:avatar:metadata',
      hash,
      `<metadata xmlns='urn:xmpp:avatar:metadata'><info id='${hash}' type='image/png' bytes='${png.length}'/></metadata>`,
    )
    await put('http://jabber.org/protocol/nick', 'current', `<nick xmlns='http://jabber.org/protocol/nick'>Gus of Home</nick>`)
    const reader = await device('hana')
    await isCaughtUp(reader)
    expect(await reader.ask('open-profile', { jid: gus })).toEqual({ state: 'found' })
    expect(await reader.db.profiles.get(gus)).toMatchObject({ name: 'Gus of Home', avatarHash: hash, state: 'found' })
    expect(await reader.ask('load-avatar', { jid: gus, hash })).toEqual({ found: true })
    expect((await reader.db.avatars.get(hash))?.mediaType).toBe('image/png')
    expect(await reader.ask('load-avatar', { jid: gus, hash: 'f'.repeat(40) })).toEqual({ found: false })
    expect(hana).toBe('hana@localhost')
  })
})
