import { afterEach, beforeEach, expect, test } from 'vitest'
import { postKeyOf } from '#model/keys.ts'
import type { Message } from '#model/message.ts'
import type { Post } from '#model/post.ts'
import type { BareJid } from '#shared/jid.ts'
import { termsOf } from '#model/search-terms.ts'
import { parseQuery } from '#model/search-query.ts'
import { accountDb } from './db.ts'
import { findDocs, wishOf } from './find-docs.ts'
import { hidePost, showPostAgain } from './hidden-rows.ts'
import type { AccountDb } from './schema.ts'
import { DamagedIndex, indexSlice, isIndexed, isSearchIndexWhole, searchIndexState } from './search-index.ts'

const ada = 'ada@example.org' as BareJid
const service = 'pubsub.example.org' as BareJid
const fate = { state: 'published', failure: null } as const
let db: AccountDb

beforeEach(() => {
  db = accountDb(`kith:index-test-${Math.random()}`)
})
afterEach(() => db.delete())

const keyOf = (itemId: string) => postKeyOf({ service, node: 'garden', itemId })

function post(itemId: string, text: string, at = 1): Post {
  const fields = { author: ada, authorName: 'Ada', title: '', tags: [], enclosures: [], links: [], warning: null, inFeed: 1 }
  return { ...fields, key: keyOf(itemId), nodeKey: 'n', text, sortAt: at, publishedAt: at } as unknown as Post
}

function message(key: string, body: string, order = 1): Message {
  return { key, conversation: ada, direction: 'in', from: ada, body, order, sentAt: order, aliases: [], state: 'received' } as never
}

async function caughtUp(): Promise<number> {
  let slices = 0
  while (await indexSlice(db)) slices += 1
  return slices
}

async function found(kind: 'post' | 'message', typed: string): Promise<string[]> {
  const parts = parseQuery(typed)
  const facts = await findDocs(db, kind, await wishOf(db, parts, termsOf(parts, typed), ada), 1000)
  return facts.map(({ key }) => key)
}

test('what was there before the index is read in slices, with how far it is, and each thing once', async () => {
  await db.messages.bulkPut(Array.from({ length: 1_234 }, (_, index) => message(`m${index}`, `needle ${index}`, 1 + (index % 900))))
  await db.posts.bulkPut(Array.from({ length: 150 }, (_, index) => ({ ...post(`p${index}`, 'needle'), inFeed: (index % 2) as 0 | 1 })))
  // As after an upgrade: nothing in the queue.
  await db.searchQueue.clear()
  await indexSlice(db)
  await indexSlice(db)
  const begun = await searchIndexState(db)
  expect(begun).toMatchObject({ total: 1_384 })
  expect(begun && isIndexed(begun)).toBe(false)
  expect(await caughtUp()).toBeGreaterThan(10)
  const done = await searchIndexState(db)
  expect(done && isIndexed(done)).toBe(true)
  expect(await found('message', 'needle')).toHaveLength(1000)
  expect(await db.searchEntries.count()).toBe(1_384)
  expect(await isSearchIndexWhole(db)).toBe(true)
})

test('what comes, changes, hides and goes is in step', async () => {
  await caughtUp()
  await db.posts.bulkPut([post('a', 'old roses'), post('b', 'tulips', 2)])
  await db.messages.put(message('m', 'roses for you'))
  await caughtUp()
  expect(await found('post', 'roses')).toEqual([keyOf('a')])
  expect(await found('message', 'roses')).toEqual(['m'])
  await db.posts.update(keyOf('a'), { text: 'young daisies' })
  await caughtUp()
  expect(await found('post', 'roses')).toEqual([])
  expect(await found('post', 'daisies')).toEqual([keyOf('a')])
  await hidePost(db, keyOf('a'), fate)
  await caughtUp()
  expect(await found('post', 'daisies')).toEqual([])
  await showPostAgain(db, keyOf('a'), fate)
  await caughtUp()
  expect(await found('post', 'daisies')).toEqual([keyOf('a')])
  await db.posts.update(keyOf('b'), { state: 'retracted' })
  await db.posts.delete(keyOf('a'))
  await db.messages.clear()
  await caughtUp()
  expect([...(await found('post', '')), ...(await found('message', ''))]).toEqual([])
  expect(await db.searchSegments.count()).toBe(0)
  expect(await db.searchEntries.count()).toBe(0)
})

test('a change that was taken back leaves nothing to do, and one that changes no words leaves the index alone', async () => {
  await db.messages.put(message('m', 'hello'))
  await caughtUp()
  const before = await db.searchSegments.toArray()
  await expect(
    db.transaction('rw', db.messages, async () => {
      await db.messages.put(message('n', 'never'))
      throw new Error('taken back')
    }),
  ).rejects.toThrow('taken back')
  expect(await db.searchQueue.count()).toBe(0)
  await db.messages.update('m', { state: 'read' })
  await caughtUp()
  expect(await db.searchSegments.toArray()).toEqual(before)
})

test('what was stored and not indexed when everything ended is indexed at the next start', async () => {
  await caughtUp()
  await db.transaction('rw', [db.messages, db.conversations], () =>
    db.messages.bulkPut([message('m', 'last words'), message('n', 'more words')]),
  )
  db.close()
  db = accountDb(db.name)
  expect(await found('message', 'words')).toEqual([])
  await caughtUp()
  expect((await found('message', 'words')).toSorted()).toEqual(['m', 'n'])
})

test('an index of another version, or one that is damaged, is written anew', async () => {
  await db.messages.bulkPut([message('m', 'needle'), message('n', 'hay', 2)])
  await caughtUp()
  const segment = (await db.searchSegments.toArray())[0]
  await db.searchSegments.update(segment?.id ?? 0, { facts: '[{' })
  expect(await isSearchIndexWhole(db)).toBe(false)
  await db.messages.update('m', { body: 'pin' })
  await expect(caughtUp()).rejects.toThrow(DamagedIndex)
  // A search that meets it has it written anew.
  expect(await found('message', 'needle')).toEqual([])
  await caughtUp()
  expect(await found('message', 'pin')).toEqual(['m'])
  await db.settings.put({ key: 'search-index', value: { ...(await searchIndexState(db)), version: 0 } })
  await db.searchEntries.clear()
  await caughtUp()
  expect(await found('message', 'pin')).toEqual(['m'])
  expect(await isSearchIndexWhole(db)).toBe(true)
})

test('posts, comments and messages that go by their range are taken out as well', async () => {
  await db.messages.bulkPut(Array.from({ length: 250 }, (_, index) => message(`m${String(index).padStart(3, '0')}`, 'needle', index)))
  await caughtUp()
  await db.messages.where('key').between('m000', 'm100').delete()
  await caughtUp()
  expect(await found('message', 'needle')).toHaveLength(150)
})
