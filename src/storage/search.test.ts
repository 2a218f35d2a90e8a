import { afterEach, beforeEach, expect, test } from 'vitest'
import { nodeKeyOf, postKeyOf } from '#model/keys.ts'
import type { Message } from '#model/message.ts'
import type { Post } from '#model/post.ts'
import type { BareJid } from '#shared/jid.ts'
import { accountDb } from './db.ts'
import type { AccountDb } from './schema.ts'
import { MESSAGES_SCANNED, searchCommunities, searchMessages, searchPeople, searchPosts } from './search.ts'

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
    inFeed: 1,
    sortAt: 1,
    publishedAt: 1,
    warning: null,
    ...fields,
  } as Post
}

function message(order: number, body: string): Message {
  return { key: `m${order}`, conversation: ada, direction: 'in', from: ada, body, order, sentAt: order, aliases: [] } as unknown as Message
}

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
  const found = await searchPosts(db, 'pain', 8)
  expect(found.map(({ title, excerpt }) => `${title} | ${excerpt}`).toSorted()).toEqual([' | ', 'At the dentist | Teeth'])
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
    post('a', { tags: ['Roses'], sortAt: 1 }),
    post('b', { text: 'On pruning old roses in March', sortAt: 3 }),
    post('c', { title: 'Tulips', sortAt: 2, inFeed: 0 }),
  ])
  const ids = async (query: string) => (await searchPosts(db, query, 20)).map(found => found.key.split('/')[2])
  expect(await ids('roses')).toEqual(['b', 'a'])
  expect(await ids('#roses')).toEqual(['a'])
  expect(await ids('march pruning')).toEqual(['b'])
  expect(await ids('tulip')).toEqual(['c'])
})

test('messages are looked through newest first, as far as it says and no further', async () => {
  await db.messages.bulkPut([
    message(1, 'needle, too old'),
    ...Array.from({ length: MESSAGES_SCANNED }, (_, index) => message(index + 2, 'hay')),
  ])
  expect(await searchMessages(db, 'needle', 5)).toEqual([])
  await db.messages.put(message(900, 'a Needle in it'))
  expect(await searchMessages(db, 'needle', 5)).toMatchObject([{ key: 'm900', excerpt: 'a Needle in it' }])
})

test('an excerpt shows where the word stands in a long text', async () => {
  await db.messages.put(message(1, `${'far away '.repeat(50)} the needle ${'and on '.repeat(50)}`))
  const [found] = await searchMessages(db, 'needle', 1)
  expect(found?.excerpt).toMatch(/^….*needle.*…$/)
  expect(found?.excerpt.length).toBeLessThan(200)
})

test('a search that is no longer wanted stops', async () => {
  await db.messages.put(message(1, 'needle'))
  await expect(searchMessages(db, 'needle', 1, AbortSignal.abort())).rejects.toThrow()
})
