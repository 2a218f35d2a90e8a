/** What a post said before: kept when it changes, whoever changed it, and only as far as somebody could have read it. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { jid } from '../../tests/support/engines.ts'
import { post } from '../../tests/support/posts.ts'
import type { SeenPost } from '#model/post-merge.ts'
import { accountDb } from '#storage/db.ts'
import { removePost } from '#storage/remove-post.ts'
import type { AccountDb } from '#storage/schema.ts'
import { settlePost, storePosts } from '#storage/store-posts.ts'
import { versionsOf } from '#storage/versions.ts'
import { discardPost } from './discard-post.ts'
import { editPost } from './edit-post.ts'

const me = jid('me@example.org')
const mine = post('mine', { author: me, title: 'Bread', text: 'Rye.', updatedAt: 1000, publishedAt: 1000 })
const theirs = post('theirs', { title: 'Soup', text: 'Hot.', updatedAt: 1000, publishedAt: 1000, hash: 'one' })

let db: AccountDb
beforeEach(async () => {
  db = accountDb(`kith:edit-${Math.random()}`)
  await db.posts.bulkPut([mine, theirs])
})
afterEach(() => db.delete())

const texts = async (key: typeof mine.key): Promise<string[]> => (await versionsOf(db, key)).map(({ text }) => text)
const edit = (text: string, now: number): Promise<void> => editPost(db, { postKey: mine.key, title: 'Bread', text, now })

/** Their service tells of a change. */
async function arrives(text: string, hash: string, updatedAt: number | null = null): Promise<void> {
  const seen: SeenPost = { ...theirs, title: 'Soup', text, hash, publishedAt: 1000, updatedAt }
  await storePosts(db, theirs, [seen], { account: me, receivedAt: 900_000, reading: 0 })
}

test('somebody else edits: what was read before is kept, an answer that repeats it is not', async () => {
  await arrives('Hot and red.', 'two', 2000)
  await arrives('Hot and red.', 'two', 2000)
  await arrives('Cold.', 'three', 3000)
  expect(await texts(theirs.key)).toEqual(['Hot and red.', 'Hot.'])
  expect(await db.posts.get(theirs.key)).toMatchObject({ text: 'Cold.', publishedAt: 1000, edited: true })
})

test('a client that changes a post and leaves its date loses no version either', async () => {
  for (const [text, hash] of [
    ['a', 'a'],
    ['b', 'b'],
    ['c', 'c'],
  ] as const)
    await arrives(text, hash)
  expect(await texts(theirs.key)).toEqual(['b', 'a', 'Hot.'])
})

test('no more than twenty are kept, and of a long one the beginning', async () => {
  await arrives('x'.repeat(100_000), 'long', 1001)
  await arrives('short', 'short', 1002)
  expect((await texts(theirs.key))[0]).toHaveLength(50_000)
  for (let each = 0; each < 30; each += 1) await arrives(`number ${each}`, `${each}`, 2000 + each)
  const kept = await texts(theirs.key)
  expect(kept).toHaveLength(20)
  expect(kept[0]).toBe('number 28')
})

test('a change of mine keeps what others could read; one that still waits was read by nobody', async () => {
  await edit('Rye and salt.', 2000)
  await edit('Rye, salt and water.', 3000)
  expect(await texts(mine.key)).toEqual(['Rye.'])
})

test('a change that went out while another one was written is a version too', async () => {
  await edit('Rye and salt.', 2000)
  const sent = await db.posts.get(mine.key)
  if (!sent) throw new Error('no post')
  await edit('Rye, salt and water.', 3000)
  await settlePost(db, sent, 'hash of the second', true)
  expect(await texts(mine.key)).toEqual(['Rye and salt.', 'Rye.'])
})

test('a change that is given up leaves no version behind, and other ones stay', async () => {
  await edit('Rye and salt.', 2000)
  const sent = await db.posts.get(mine.key)
  if (!sent) throw new Error('no post')
  await settlePost(db, sent, 'hash', false)
  await edit('Nonsense.', 3000)
  await discardPost(db, mine.key)
  expect(await db.posts.get(mine.key)).toMatchObject({ text: 'Rye and salt.', state: 'published' })
  expect(await texts(mine.key)).toEqual(['Rye.'])
})

test('a post that goes takes its versions along', async () => {
  await arrives('Cold.', 'two', 2000)
  await edit('Rye and salt.', 2000)
  await removePost(db, theirs.key)
  expect(await texts(theirs.key)).toEqual([])
  expect(await texts(mine.key)).toEqual(['Rye.'])
})
