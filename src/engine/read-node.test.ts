import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { type Dialect, entryElement, FakePubsub } from '../../tests/support/fake-pubsub.ts'
import { type FakeContext, fakeContext, fakeSession } from '../../tests/support/fake-session.ts'
import { nodeKeyOf } from '#model/keys.ts'
import { BLOG_NODE } from '#model/post.ts'
import { KithError } from '#shared/errors.ts'
import { type BareJid, parseBareJid } from '#shared/jid.ts'
import { accountDb } from '#storage/db.ts'
import { nodePostKeys } from '#storage/posts.ts'
import type { AccountDb } from '#storage/schema.ts'
import { setFollowed } from '#storage/store-nodes.ts'
import { feedAnswers } from './answer/feed-answers.ts'
import { attachFeed } from './receive/on-pubsub-event.ts'
import { newsMessage } from '../../tests/support/fake-pubsub.ts'
import { readNode } from './read-node.ts'

const me = parseBareJid('me@example.org') as BareJid
const author = parseBareJid('author@example.org') as BareJid
const address = { service: author, node: BLOG_NODE }
const nodeKey = nodeKeyOf(address)
const DIALECTS: Dialect[] = ['prosody', 'prosody-stranger', 'ejabberd']
const DAY = Date.UTC(2026, 0, 1)

const open: AccountDb[] = []
afterEach(async () => {
  for (const db of open.splice(0)) await db.delete()
})

interface Bench {
  context: FakeContext
  pubsub: FakePubsub
  publish(from: number, to: number): void
  titles(): Promise<string[]>
}

async function bench(dialect: Dialect): Promise<Bench> {
  const db = accountDb(`kith:read-${Math.random()}`)
  open.push(db)
  const pubsub = new FakePubsub(dialect, me)
  const context = fakeContext(
    db,
    fakeSession(me, request => pubsub.answer(request)),
  )
  await db.transaction('rw', db.nodes, db.posts, () => setFollowed(db, address, 1, {}))
  attachFeed(context)
  return {
    context,
    pubsub,
    publish(from, to) {
      for (let index = from; index <= to; index += 1) {
        pubsub.put(BLOG_NODE, `i${index}`, entryElement({ title: `post ${index}`, at: DAY + index * 60_000 }))
      }
    },
    async titles() {
      const rows = await nodePostKeys(db, nodeKey, 1000)
      return (await db.posts.bulkGet(rows.map(row => row.key))).map(post => post?.title ?? '').toReversed()
    },
  }
}

const numbered = (from: number, to: number): string[] => Array.from({ length: to - from + 1 }, (_, index) => `post ${from + index}`)

test.each(DIALECTS)('%s: the first reading of a long blog takes its newest page and draws no gap', async dialect => {
  const { context, publish, titles } = await bench(dialect)
  publish(1, 50)
  await readNode(context, address, 5, 'background')
  expect(await titles()).toEqual(numbered(31, 50))
  expect(await context.db.nodeGaps.toArray()).toEqual([])
  expect(await context.db.nodes.get(nodeKey)).toMatchObject({ reachedEnd: false, health: 'ok' })
})

test.each(DIALECTS)('%s: what was missed is read until it meets what is here', async dialect => {
  const { context, publish, titles } = await bench(dialect)
  publish(1, 5)
  await readNode(context, address, 5, 'background')
  publish(6, 65)
  context.session.renew()
  await readNode(context, address, 5, 'background')
  expect(await titles()).toEqual(numbered(1, 65))
  expect(await context.db.nodeGaps.toArray()).toEqual([])
})

test.each(['prosody', 'ejabberd'] as const)('%s: more than is read in one go leaves a gap, and pressing it closes it', async dialect => {
  const { context, publish, titles } = await bench(dialect)
  publish(1, 5)
  await readNode(context, address, 5, 'background')
  publish(6, 100)
  context.session.renew()
  await readNode(context, address, 2, 'background')
  const [gap] = await context.db.nodeGaps.toArray()
  expect(gap).toMatchObject({ nodeKey, newerKey: expect.stringContaining('i61'), olderKey: expect.stringContaining('i5') })
  expect(await titles()).toEqual([...numbered(1, 5), ...numbered(61, 100)])
  const ask = { gapId: gap?.id ?? 0 }
  expect(await feedAnswers['fill-node-gap'](context, ask)).toEqual({ filled: true })
  expect(await titles()).toEqual(numbered(1, 100))
})

test('a live post that came before the reading hides nothing below it, even after the tab died in between', async () => {
  const { context, pubsub, publish, titles } = await bench('ejabberd')
  publish(1, 5)
  await readNode(context, address, 5, 'background')
  publish(6, 40)
  context.session.renew()
  const last = pubsub.news.at(-1)
  if (last) await context.session.deliver(newsMessage(author, last))
  expect(await titles()).toEqual([...numbered(1, 5), 'post 40'])
  context.session.renew()
  await readNode(context, address, 5, 'background')
  expect(await titles()).toEqual(numbered(1, 40))
})

test('on Prosody an old post that was edited moves to the top and hides nothing either', async () => {
  const { context, pubsub, publish, titles } = await bench('prosody')
  publish(1, 10)
  await readNode(context, address, 5, 'background')
  publish(11, 50)
  pubsub.put(BLOG_NODE, 'i3', entryElement({ title: 'post 3 edited', at: DAY + 3 * 60_000 }))
  context.session.renew()
  await readNode(context, address, 5, 'background')
  expect(await titles()).toEqual([...numbered(1, 2), 'post 3 edited', ...numbered(4, 50)])
  expect(await context.db.nodeGaps.toArray()).toEqual([])
})

test('a gap and its page are one: cut off after the first page, the next session still knows what is missing', async () => {
  const { context, publish, titles } = await bench('ejabberd')
  publish(1, 5)
  await readNode(context, address, 5, 'background')
  publish(6, 60)
  context.session.renew()
  await readNode(context, address, 1, 'background')
  context.session.renew()
  await readNode(context, address, 5, 'background')
  const [gap] = await context.db.nodeGaps.toArray()
  expect(gap).toBeDefined()
  await feedAnswers['fill-node-gap'](context, { gapId: gap?.id ?? 0 })
  expect(await titles()).toEqual(numbered(1, 60))
})

test.each(DIALECTS)('%s: what was deleted meanwhile goes, and only after the service said so by id', async dialect => {
  const { context, pubsub, publish, titles } = await bench(dialect)
  publish(1, 10)
  await readNode(context, address, 5, 'background')
  pubsub.retract(BLOG_NODE, 'i7')
  context.session.renew()
  await readNode(context, address, 5, 'background')
  expect(await titles()).toEqual([...numbered(1, 6), ...numbered(8, 10)])
})

test('a node that keeps only its newest item loses nothing of what is here', async () => {
  const { context, pubsub, publish, titles } = await bench('ejabberd')
  publish(1, 4)
  await readNode(context, address, 5, 'background')
  const node = pubsub.node(BLOG_NODE)
  publish(5, 5)
  node.items.splice(0, node.items.length - 1)
  context.session.renew()
  await readNode(context, address, 5, 'background')
  expect(await titles()).toEqual(numbered(1, 5))
})

test('a blog that was emptied says so until something is written again, and that is another thing than having nothing', async () => {
  const { context, pubsub, publish, titles } = await bench('ejabberd')
  publish(1, 3)
  await readNode(context, address, 5, 'background')
  expect((await context.db.nodes.get(nodeKey))?.emptied).toBeUndefined()
  const purge = "<event xmlns='http://jabber.org/protocol/pubsub#event'><purge node='urn:xmpp:microblog:0'/></event>"
  pubsub.node(BLOG_NODE).items = []
  await context.session.deliver(`<message xmlns='jabber:client' from='${author}' type='headline'>${purge}</message>`)
  expect(await titles()).toEqual([])
  await readNode(context, address, 5, 'background')
  expect(await context.db.nodes.get(nodeKey)).toMatchObject({ emptied: true, health: 'ok' })
  publish(4, 4)
  await readNode(context, address, 5, 'background')
  expect(await context.db.nodes.get(nodeKey)).toMatchObject({ emptied: false })
  expect(await titles()).toEqual(['post 4'])
})

test('a node that is gone and one that is forbidden are told apart, and their posts stay', async () => {
  const { context, pubsub, publish, titles } = await bench('ejabberd')
  publish(1, 3)
  await readNode(context, address, 5, 'background')
  pubsub.nodes.delete(BLOG_NODE)
  await expect(readNode(context, address, 5, 'background')).rejects.toMatchObject({ kind: 'not-found' })
  expect(await context.db.nodes.get(nodeKey)).toMatchObject({ health: 'gone' })
  expect(await titles()).toEqual(numbered(1, 3))
  pubsub.answer = () => {
    throw new KithError('forbidden', 'not for you', { condition: 'not-allowed' })
  }
  await expect(readNode(context, address, 5, 'background')).rejects.toMatchObject({ kind: 'forbidden' })
  expect(await context.db.nodes.get(nodeKey)).toMatchObject({ health: 'forbidden' })
  expect(await titles()).toEqual(numbered(1, 3))
})

test.each(DIALECTS)('%s: scrolling down reads every post once and says where it ends', async dialect => {
  const { context, publish, titles } = await bench(dialect)
  publish(1, 95)
  await readNode(context, address, 1, 'user')
  let turns = 0
  for (let atEnd = false; !atEnd && turns < 20; turns += 1) atEnd = (await feedAnswers['older-posts'](context, address)).reachedEnd
  expect(await titles()).toEqual(numbered(1, 95))
  expect(turns).toBeLessThan(8)
  expect(await context.db.nodes.get(nodeKey)).toMatchObject({ reachedEnd: true, endIsLimit: false })
})

test('where a service shows strangers only its newest, that limit is told and not taken for the first post', async () => {
  const { context, publish, titles } = await bench('prosody-stranger')
  publish(1, 300)
  await readNode(context, address, 1, 'user')
  for (let atEnd = false; !atEnd;) atEnd = (await feedAnswers['older-posts'](context, address)).reachedEnd
  expect((await titles()).length).toBe(180)
  expect(await context.db.nodes.get(nodeKey)).toMatchObject({ reachedEnd: true, endIsLimit: true })
})

test('whatever came and went between the sessions, in the end every post is here once and what is missing is drawn as a gap', async () => {
  const step = fc.oneof(
    { weight: 5, arbitrary: fc.record({ kind: fc.constant('publish' as const), count: fc.integer({ min: 1, max: 45 }) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('edit' as const), count: fc.nat(300) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('retract' as const), count: fc.nat(300) }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('session' as const), count: fc.integer({ min: 1, max: 3 }) }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('live' as const), count: fc.constant(1) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('connect' as const), count: fc.constant(1) }) },
  )
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('prosody' as const, 'ejabberd' as const), fc.array(step, { maxLength: 8 }), async (dialect, steps) => {
      const { context, pubsub, publish, titles } = await bench(dialect)
      publish(1, 3)
      await readNode(context, address, 5, 'background')
      let last = 3
      // Events reach whoever is connected, each and in order; those of the time between two sessions reach nobody.
      let told = pubsub.news.length
      for (const { kind, count } of steps) {
        const { items } = pubsub.node(BLOG_NODE)
        const chosen = items.length > 0 ? items[count % items.length] : undefined
        if (kind === 'publish') {
          publish(last + 1, last + count)
          last += count
        } else if (kind === 'edit' && chosen) {
          const index = Number(chosen.id.slice(1))
          pubsub.put(BLOG_NODE, chosen.id, entryElement({ title: `post ${index}`, text: `edit ${count}`, at: DAY + index * 60_000 }))
        } else if (kind === 'retract' && chosen) {
          pubsub.retract(BLOG_NODE, chosen.id)
        } else if (kind === 'session' || kind === 'connect') {
          context.session.renew()
          told = pubsub.news.length
          if (kind === 'session') await readNode(context, address, count, 'background')
        } else if (kind === 'live') {
          await Promise.all(pubsub.news.slice(told).map(news => context.session.deliver(newsMessage(author, news))))
          told = pubsub.news.length
        }
      }
      context.session.renew()
      await readNode(context, address, 5, 'background')
      const before = new Set(await titles())
      const missing = pubsub.node(BLOG_NODE).items.filter(item => !before.has(`post ${item.id.slice(1)}`))
      if (missing.length > 0) expect(await context.db.nodeGaps.toArray()).not.toEqual([])
      for (let turn = 0; turn < 40; turn += 1) {
        const gap = (await context.db.nodeGaps.toArray()).find(candidate => candidate.cursor !== null)
        if (gap?.id === undefined) break
        await feedAnswers['fill-node-gap'](context, { gapId: gap.id })
      }
      const stored = await titles()
      expect(new Set(stored).size).toBe(stored.length)
      for (const item of pubsub.node(BLOG_NODE).items) expect(stored).toContain(`post ${item.id.slice(1)}`)
    }),
    { numRuns: 25 },
  )
}, 30_000)
