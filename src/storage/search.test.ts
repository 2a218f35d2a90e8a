import { afterEach, beforeEach, expect, test } from 'vitest'
import { nodeKeyOf, postKeyOf } from '#model/keys.ts'
import type { Message } from '#model/message.ts'
import type { Post } from '#model/post.ts'
import { parseQuery } from '#model/search-query.ts'
import { termsOf } from '#model/search-terms.ts'
import type { BareJid } from '#shared/jid.ts'
import { accountDb } from './db.ts'
import { type SearchWish, wishOf } from './find-docs.ts'
import type { AccountDb } from './schema.ts'
import { indexSlice } from './search-index.ts'
import { searchComments, searchCommunities, searchMessages, searchPeople, searchPosts } from './search.ts'

const me = 'me@example.org' as BareJid
const ada = 'ada@example.org' as BareJid
const service = 'pubsub.example.org' as BareJid
let db: AccountDb

beforeEach(() => {
  db = accountDb(`kith:search-test-${Math.random()}`)
})
afterEach(() => db.delete())

function post(itemId: string, fields: Partial<Post> = {}): Post {
  const address = { service, node: 'garden', itemId }
  return {
    ...address,
    key: postKeyOf(address),
    nodeKey: nodeKeyOf(address),
    author: ada,
    authorName: 'Ada',
    title: '',
    text: '',
    tags: [],
    enclosures: [],
    links: [],
    inFeed: 1,
    sortAt: 1,
    publishedAt: 1,
    warning: null,
    ...fields,
  } as unknown as Post
}

function message(order: number, body: string, fields: Partial<Message> = {}): Message {
  return {
    key: `m${order}`,
    conversation: ada,
    direction: 'in',
    from: ada,
    body,
    order,
    sentAt: order,
    aliases: [],
    ...fields,
  } as unknown as Message
}

async function wish(typed: string): Promise<SearchWish> {
  while (await indexSlice(db));
  const parts = parseQuery(typed)
  return wishOf(db, parts, termsOf(parts, typed), me)
}

const postIds = async (typed: string): Promise<(string | undefined)[]> =>
  (await searchPosts(db, await wish(typed), 20)).map(found => found.key.split('/')[2])
const messageKeys = async (typed: string, limit = 20): Promise<string[]> =>
  (await searchMessages(db, await wish(typed), limit)).map(({ key }) => key)

test('people are found by name without its accents, those whose name begins so first', async () => {
  await db.contacts.bulkPut([
    { jid: 'zoe@example.org' as BareJid, name: 'Zoë Ångström', subscription: 'both', ask: false, groups: [] },
    { jid: 'x@example.org' as BareJid, name: 'Bo Zoeller', subscription: 'both', ask: false, groups: [] },
  ])
  expect((await searchPeople(db, 'zoe', 8)).map(person => person.name)).toEqual(['Zoë Ångström', 'Bo Zoeller'])
  expect(await searchPeople(db, 'angstrom ZOE', 8)).toHaveLength(1)
})

test('of a post with a warning the warning is shown, and neither its text nor a title that is its text', async () => {
  await db.posts.bulkPut([
    post('a', { title: 'At the dentist', text: 'Much pain and blood.', warning: 'Teeth' }),
    post('b', { title: 'The pain of it', text: 'The pain of it', warning: '' }),
  ])
  const found = await searchPosts(db, await wish('pain'), 8)
  expect(found.map(({ title, excerpt }) => `${title} | ${excerpt}`).toSorted()).toEqual([' | ', 'At the dentist | Teeth'])
})

test('of a spoiler is shown what it is about, and none of its words', async () => {
  await db.messages.bulkAdd([message(1, 'the butler did it', { spoiler: 'A crime novel' }), message(2, 'a butler', { spoiler: '' })])
  const found = await searchMessages(db, await wish('butler'), 5)
  expect(found.map(({ excerpt }) => excerpt)).toEqual(['', 'A crime novel'])
})

test('somebody I only talk with is found by address', async () => {
  await db.conversations.put({ jid: ada, kind: 'person' } as never)
  expect(await searchPeople(db, 'ada@', 8)).toEqual([{ jid: ada, name: ada }])
})

test('a comments node is no community', async () => {
  const put = (node: string, title: string) =>
    db.nodes.put({ key: nodeKeyOf({ service, node }), service, node, title, kind: 'community' } as never)
  await put('garden', 'The Garden')
  await put('urn:xmpp:microblog:0:comments/garden', 'Garden')
  expect((await searchCommunities(db, 'gard', 8)).map(found => found.title)).toEqual(['The Garden'])
})

test('a post is found by its tag in any case, and by all words of its text; #tag finds tags only', async () => {
  await db.posts.bulkPut([
    post('a', { tags: ['roses'], publishedAt: 1 }),
    post('b', { text: 'On pruning old Roses in March', publishedAt: 3 }),
    post('c', { title: 'Tulips', publishedAt: 2, inFeed: 0 }),
  ])
  expect(await postIds('roses')).toEqual(['b', 'a'])
  expect(await postIds('#Roses')).toEqual(['a'])
  expect(await postIds('march pruning')).toEqual(['b'])
  expect(await postIds('tulip')).toEqual(['c'])
})

test('filters tell by whom, where, when and with what', async () => {
  await db.contacts.put({ jid: ada, name: 'Ada Lovelace', subscription: 'both', ask: false, groups: [] })
  await db.nodes.put({
    key: nodeKeyOf({ service, node: 'garden' }),
    service,
    node: 'garden',
    title: 'Rose growers',
    kind: 'community',
  } as never)
  const picture = { url: 'https://example.org/x.jpg', mediaType: 'image/jpeg', title: '', alt: 'a fence' } as never
  const day = (text: string): number => new Date(`${text}T12:00`).getTime()
  await db.posts.bulkPut([
    post('a', { text: 'hedge', enclosures: [picture], publishedAt: day('2026-03-09') }),
    post('b', { text: 'hedge', author: me, authorName: 'Me', publishedAt: day('2026-04-01') }),
    post('c', {
      text: 'hedge https://example.org',
      author: null,
      authorName: 'Bo',
      nodeKey: 'other/x' as never,
      publishedAt: day('2025-12-31'),
    }),
  ])
  expect(await postIds('author:"ada love" hedge')).toEqual(['a'])
  expect(await postIds('author:ada@example.org')).toEqual(['a'])
  expect(await postIds('author:me hedge')).toEqual(['b'])
  expect(await postIds('author:bo')).toEqual(['c'])
  expect(await postIds('in:"rose growers"')).toEqual(['b', 'a'])
  expect(await postIds('in:pubsub.example.org')).toEqual(['b', 'a'])
  expect(await postIds('has:picture')).toEqual(['a'])
  expect(await postIds('has:link')).toEqual(['c'])
  expect(await postIds('has:video')).toEqual([])
  expect(await postIds('after:2026-03-09 before:2026-04')).toEqual(['a'])
  expect(await postIds('hedge before:2026')).toEqual(['c'])
  expect(await postIds('fence')).toEqual(['a'])
})

test('comments and messages are found, each with its place, the newest first and no more than wanted', async () => {
  const address = { service, node: 'urn:xmpp:microblog:0:comments/one', itemId: 'c1' }
  const postKey = postKeyOf({ service, node: 'garden', itemId: 'one' })
  await db.comments.put({
    key: postKeyOf(address),
    postKey,
    itemId: 'c1',
    author: ada,
    authorName: 'Ada',
    text: 'A needle!',
    publishedAt: 5,
  } as never)
  await db.messages.bulkPut(Array.from({ length: 1300 }, (_, index) => message(index + 1, index % 100 === 7 ? 'the Needle' : 'hay')))
  expect(await searchComments(db, await wish('needle'), 5)).toMatchObject([{ postKey, excerpt: 'A needle!' }])
  expect(await messageKeys('needle', 3)).toEqual(['m1208', 'm1108', 'm1008'])
  expect(await messageKeys('needle in:ada', 50)).toHaveLength(13)
  expect(await messageKeys('needle author:me')).toEqual([])
})

test('a search that is no longer wanted stops', async () => {
  await db.messages.put(message(1, 'needle'))
  await expect(searchMessages(db, await wish('needle'), 1, AbortSignal.abort())).rejects.toThrow()
})
