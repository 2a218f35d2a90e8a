/** What people attach to posts (XEP-0470): whose word counts, what is kept, and where it is offered. */
import { afterEach, describe, expect, test } from 'vitest'
import { FakePubsub, newsMessage } from '../../tests/support/fake-pubsub.ts'
import { fakeContext, fakeSession } from '../../tests/support/fake-session.ts'
import { post } from '../../tests/support/posts.ts'
import { reactToPost } from '#commands/react-to-post.ts'
import type { PostKey } from '#model/keys.ts'
import { BLOG_NODE } from '#model/post.ts'
import { NS_DISCO_INFO, buildDiscoInfo } from '#protocol/xep0030-disco.ts'
import { attachmentsNodeOf, NS_ATTACHMENTS, parseReactions } from '#protocol/xep0470-attachments.ts'
import { xml, type Element } from '#protocol/xml.ts'
import { KithError } from '#shared/errors.ts'
import { type BareJid, parseBareJid } from '#shared/jid.ts'
import { accountDb } from '#storage/db.ts'
import { reactionsOf } from '#storage/reactions.ts'
import type { AccountDb } from '#storage/schema.ts'
import { feedAnswers } from './answer/feed-answers.ts'
import { DELIVERERS } from './deliver/deliverers.ts'
import { createDrain } from './deliver/drain.ts'
import { attachFeed } from './receive/on-pubsub-event.ts'

const jid = (text: string): BareJid => parseBareJid(text) as BareJid
const [me, ada, bela, service] = ['me@example.org', 'ada@example.org', 'bela@example.org', 'pubsub.example.org'].map(jid) as [
  BareJid,
  BareJid,
  BareJid,
  BareJid,
]
const shown = post('p', { author: ada, service, node: 'garden' })
const node = attachmentsNodeOf(shown)
const ask = { postKey: shown.key }

const open: AccountDb[] = []
afterEach(async () => {
  for (const db of open.splice(0)) await db.delete()
})

async function bench({ minds = false, refuse = '' }: { minds?: boolean; refuse?: string } = {}) {
  const db = accountDb(`kith:reactions-${Math.random()}`)
  open.push(db)
  await db.posts.put(shown)
  const pubsub = new FakePubsub('prosody', me)
  const context = fakeContext(
    db,
    fakeSession(me, request => {
      const action = request.payload.getChildElements()[0]?.getName()
      if (refuse !== '' && action === refuse) throw new KithError('forbidden', 'not you', { condition: 'forbidden' })
      if (!request.payload.is('query', NS_DISCO_INFO)) return pubsub.answer(request)
      return buildDiscoInfo({ identities: [], features: minds ? [NS_ATTACHMENTS] : [] })
    }),
  )
  const drain = createDrain(context, DELIVERERS)
  const attach = (id: string, publisher: string | null, ...emojis: string[]): void => pubsub.put(node, id, payload(emojis), publisher)
  const stored = async () => Object.fromEntries((await reactionsOf(db, shown.key)).map(row => [row.jid, row.emojis]))
  const react = (emoji: string, now = Date.now()) => reactToPost(db, { me, postKey: shown.key, emoji, now })
  return { db, pubsub, context, drain, attach, stored, react }
}

const payload = (emojis: readonly string[], ...more: Element[]): Element =>
  xml(
    'attachments',
    { xmlns: NS_ATTACHMENTS },
    more,
    xml(
      'reactions',
      {},
      emojis.map(emoji => xml('reaction', {}, emoji)),
    ),
  )

test('only what the service says of its publisher counts, and what is no longer there goes', async () => {
  const { pubsub, context, attach, stored } = await bench()
  attach(ada, ada, '👍', '🌻')
  attach(bela, ada, '💩')
  attach('not an address', 'not an address', '💩')
  expect(await feedAnswers['open-reactions'](context, ask)).toEqual({ offered: true })
  expect(await stored()).toEqual({ [ada]: ['👍', '🌻'] })
  pubsub.retract(node, ada)
  attach(bela, bela, '🎉')
  await feedAnswers['open-reactions'](context, ask)
  expect(await stored()).toEqual({ [bela]: ['🎉'] })
})

test('where nobody is named nothing counts, and nothing is offered that nobody would see', async () => {
  const { context, attach, stored, react } = await bench()
  await react('🎉')
  await context.db.outbox.clear()
  attach('chidi@example.org', null, '💩')
  attach(me, null, '💩')
  expect(await feedAnswers['open-reactions'](context, ask)).toEqual({ offered: false })
  expect(await stored()).toEqual({ [me]: ['🎉'] })
})

test('a service that lets nobody publish in another name need not name anybody', async () => {
  const { context, attach, stored } = await bench({ minds: true })
  expect(await feedAnswers['open-reactions'](context, ask)).toEqual({ offered: true })
  attach(ada, null, '👍')
  attach(bela, ada, '💩')
  await feedAnswers['open-reactions'](context, ask)
  expect(await stored()).toEqual({ [ada]: ['👍'] })
  expect(context.session.requests.filter(request => request.payload.is('query', NS_DISCO_INFO))).toHaveLength(1)
})

test('without a node nothing is offered, and nothing is made for the post of somebody else', async () => {
  const { db, context, drain, react, stored } = await bench()
  expect(await feedAnswers['open-reactions'](context, ask)).toEqual({ offered: false })
  await react('👍')
  await drain.run()
  expect(await stored()).toEqual({})
  expect(await db.outbox.count()).toBe(0)
  const asked = context.session.requests.map(request => request.payload.getChildElements()[0]?.getName())
  expect(asked).not.toContain('create')
  await drain.stop()
})

test('mine is published under my address with all that another client attached, once for several changes', async () => {
  const { db, pubsub, context, drain, react, stored } = await bench()
  pubsub.put(node, me, payload(['👍'], xml('noticed', {}), xml('rating', { xmlns: 'urn:example' }, '5')), me)
  await feedAnswers['open-reactions'](context, ask)
  await react('🎉')
  await react('👍')
  expect(await stored()).toEqual({ [me]: ['🎉'] })
  expect(await db.outbox.count()).toBe(1)
  await drain.run()
  const [item] = pubsub.node(node).items
  expect(item).toMatchObject({ id: me, publisher: me })
  expect(parseReactions(item?.payload)?.emojis).toEqual(['🎉'])
  expect(item?.payload.getChild('noticed')).toBeDefined()
  expect(item?.payload.getChildText('rating', 'urn:example')).toBe('5')
  await react('🎉')
  await drain.run()
  expect(pubsub.node(node).items).toHaveLength(1)
  expect(parseReactions(pubsub.node(node).items[0]?.payload)?.emojis).toEqual([])
  expect(await stored()).toEqual({})
  await drain.stop()
})

test('a reading leaves mine alone while it is on its way', async () => {
  const { pubsub, context, attach, react, stored } = await bench()
  attach(me, me, '👍')
  attach(ada, ada, '🌻')
  await react('🎉')
  await feedAnswers['open-reactions'](context, ask)
  expect(await stored()).toEqual({ [me]: ['🎉'], [ada]: ['🌻'] })
  expect(pubsub.node(node).items).toHaveLength(2)
})

test('refused, mine is again what the service holds', async () => {
  const { pubsub, drain, react, stored } = await bench({ refuse: 'publish' })
  pubsub.put(node, me, payload(['👍']), me)
  await react('🎉')
  await drain.run()
  expect(await stored()).toEqual({ [me]: ['👍'] })
  await drain.stop()
})

test('a post of mine gets its node, as open as my blog, and loses it with the post', async () => {
  const { db, pubsub, context, drain } = await bench()
  const mine = post('mine', { author: me, service: me, node: BLOG_NODE, state: 'queued', comments: null, hash: '' })
  await db.posts.put(mine)
  pubsub.node(BLOG_NODE).options['access_model'] = 'presence'
  // Somebody looks at it as soon as it is there, while the node is still being made.
  const { request } = context.session
  let looked: Promise<{ offered: boolean }> | undefined
  context.session.request = async (type, to, element, ...rest) => {
    const [action] = element.getChildElements()
    if (action?.is('create') && action.attrs['node'] === attachmentsNodeOf(mine)) {
      await expect.poll(async () => (await db.posts.get(mine.key))?.state).toBe('published')
      looked = feedAnswers['open-reactions'](context, { postKey: mine.key })
      await Promise.race([looked, new Promise(resolve => setTimeout(resolve, 50))])
    }
    return await request(type, to, element, ...rest)
  }
  await db.outbox.add({
    lane: `post:${mine.key}`,
    intent: { kind: 'publish-post', postKey: mine.key },
    state: 'waiting',
    attempts: 0,
    notBefore: 0,
    createdAt: 0,
    failure: null,
  })
  await drain.run()
  await expect
    .poll(() => pubsub.nodes.get(attachmentsNodeOf(mine))?.options)
    .toMatchObject({
      access_model: 'presence',
      publish_model: 'open',
    })
  expect(context.notes).not.toContain('attachments not offered')
  expect(await looked).toEqual({ offered: true })
  await DELIVERERS['delete-post'](context, {
    lane: '',
    intent: { kind: 'delete-post', postKey: mine.key },
    state: 'wire',
    attempts: 1,
    notBefore: 0,
    createdAt: 0,
    failure: null,
  })
  expect([...pubsub.nodes.keys()]).toEqual([BLOG_NODE])
  await drain.stop()
})

/** What the service told of since the last time. */
async function tell({ pubsub, context }: Awaited<ReturnType<typeof bench>>, from: string = service): Promise<void> {
  for (const news of pubsub.news.splice(0)) await context.session.deliver(newsMessage(from, news))
}

test('what is attached and taken back while the post is open is there at once, from its owners and its service only', async () => {
  const setting = await bench()
  const { pubsub, context, attach, stored, react } = setting
  attachFeed(context)
  attach(ada, ada, '👍')
  attach(bela, ada, '💩')
  await tell(setting)
  expect(await stored()).toEqual({ [ada]: ['👍'] })
  attach(bela, bela, '🎉')
  await tell(setting, 'liar.example')
  expect(await stored()).toEqual({ [ada]: ['👍'] })
  // Mine is on its way: what another device of mine wanted before is not what I want now.
  await react('🌻')
  attach(me, me, '👍')
  attach(ada, ada, '👍', '🎉')
  await tell(setting)
  expect(await stored()).toEqual({ [ada]: ['👍', '🎉'], [me]: ['🌻'] })
  pubsub.retract(node, ada)
  await tell(setting)
  expect(await stored()).toEqual({ [me]: ['🌻'] })
  expect(context.session.requests).toEqual([])
})

test('an event that does not say who published is looked up, and an answer from before it does not undo what it said', async () => {
  const setting = await bench()
  const { context, pubsub, attach, stored } = setting
  attachFeed(context)
  attach(ada, ada, '👍')
  attach(bela, bela, '🎉')
  pubsub.news.splice(0)
  await context.session.deliver(newsMessage(service, { node, item: xml('item', { id: ada }, payload(['💩'])) }))
  await expect.poll(stored).toEqual({ [ada]: ['👍'], [bela]: ['🎉'] })

  // The answer is on its way when the event overtakes it.
  const { request } = context.session
  context.session.request = async (...args) => {
    const answer = await request(...args)
    attach(ada, ada, '🌻')
    pubsub.retract(node, bela)
    await tell(setting)
    return answer
  }
  await feedAnswers['open-reactions'](context, ask)
  expect(await stored()).toEqual({ [ada]: ['🌻'] })
})

describe('the service is asked to tell', () => {
  const other = post('q', { author: ada, service, node: 'garden' })
  const asked = ({ context }: Awaited<ReturnType<typeof bench>>): string[] =>
    context.session.requests.splice(0).flatMap(({ payload: { children } }) => {
      const [action] = children
      return typeof action === 'object' && action.name.endsWith('subscribe')
        ? `${action.name} ${String(action.attrs['node']).slice(-1)}`
        : []
    })

  test('while somebody looks at a post, in however many pages, and then no more', async () => {
    const setting = await bench()
    const { context, db } = setting
    await db.posts.put(other)
    const watch = (postKey: PostKey, page: string, watching: boolean) =>
      feedAnswers['watch-reactions'](context, { postKey, page, watching })
    await watch(shown.key, 'one', true)
    await watch(shown.key, 'two', true)
    await watch(shown.key, 'one', true)
    expect(asked(setting)).toEqual(['subscribe p'])
    await watch(shown.key, 'one', false)
    expect(asked(setting)).toEqual([])
    await watch(shown.key, 'two', false)
    expect(asked(setting)).toEqual(['unsubscribe p'])
    await watch(shown.key, 'one', true)
    expect(asked(setting)).toEqual(['subscribe p'])
    // The connection went with the page that looked: the next one finds it.
    context.session.renew()
    await watch(other.key, 'three', true)
    expect(asked(setting)).toEqual(['unsubscribe p', 'subscribe q'])
    expect(await db.settings.toCollection().primaryKeys()).toEqual([`watching:${other.key}`])
  })

  test('also when another one that is to tell no more does not answer, and that one is asked again', async () => {
    const setting = await bench()
    const { context, db } = setting
    await db.posts.put(other)
    const third = post('r', { author: ada, service, node: 'garden' })
    await db.settings.bulkPut([shown, third].map(({ key }) => ({ key: `watching:${key}`, value: true })))
    const { request } = context.session
    context.session.request = async (type, to, payload) => {
      const answer = await request(type, to, payload)
      if (payload.toString().includes('<unsubscribe') && payload.toString().includes('item=p'))
        throw new KithError('timeout', 'nobody there')
      return answer
    }
    const watch = (watching: boolean) => feedAnswers['watch-reactions'](context, { postKey: other.key, page: 'one', watching })
    await expect(watch(true)).rejects.toThrow('nobody there')
    expect(asked(setting).toSorted()).toEqual(['subscribe q', 'unsubscribe p', 'unsubscribe r'])
    expect(await db.settings.toCollection().primaryKeys()).toEqual([`watching:${shown.key}`, `watching:${other.key}`])
    await expect(watch(true)).rejects.toThrow('nobody there')
    expect(asked(setting)).toEqual(['unsubscribe p'])
  })

  test('once, where it refuses', async () => {
    const setting = await bench({ refuse: 'subscribe' })
    for (const page of ['one', 'two']) await feedAnswers['watch-reactions'](setting.context, { ...ask, page, watching: true })
    expect(asked(setting)).toEqual(['subscribe p'])
    expect(await setting.db.settings.count()).toBe(0)
  })
})
