import { afterEach, beforeEach, expect, test } from 'vitest'
import { jid } from '../../tests/support/engines.ts'
import { post } from '../../tests/support/posts.ts'
import { accountDb } from '#storage/db.ts'
import { keptPicture } from '#storage/kept-pictures.ts'
import { neighboursOf } from '#storage/neighbours.ts'
import { savedPosts } from '#storage/saved.ts'
import type { AccountDb } from '#storage/schema.ts'
import { retractPost } from '#storage/store-posts.ts'
import { keepPicture } from './keep-picture.ts'
import { savePost } from './save-post.ts'
import { unsavePost } from './unsave-post.ts'

const me = jid('me@example.org')
const one = post('one')
const two = post('two', { inFeed: 0 })
const three = post('three')

let db: AccountDb
beforeEach(async () => {
  db = accountDb(`kith:saved-${Math.random()}`)
  await db.posts.bulkPut([one, two, three])
})
afterEach(() => db.delete())

const save = ({ key, title }: typeof one, now: number) => savePost(db, { postKey: key, title, now })
const unsave = ({ key }: typeof one, undoMs = 0) => unsavePost(db, { me, postKey: key, now: 100, undoMs })
const saved = async (): Promise<string[]> =>
  (await savedPosts(db, 10)).map(({ postKey: key }) => decodeURIComponent(key.split('/')[2] ?? ''))
const waiting = async () => (await db.outbox.toArray()).map(({ intent, notBefore }) => [intent.kind, notBefore])

test('what was saved last stands first, followed or not, and each is told once', async () => {
  await save(two, 1)
  await save(one, 2)
  await save(three, 3)
  await save(two, 4)
  expect(await saved()).toEqual(['three', 'one', 'two'])
  expect(await waiting()).toEqual(Array.from({ length: 3 }, () => ['save-post', 0]))
})

test('taken out before anybody was told, it is as if it had never been saved', async () => {
  await save(one, 1)
  await unsave(one)
  expect(await db.saved.toArray()).toEqual([])
  expect(await waiting()).toEqual([])
})

test('taken out afterwards it is out of the list at once, and that is still to be told', async () => {
  await save(one, 1)
  await db.outbox.clear()
  await db.saved.update(one.key, { state: 'settled', itemId: 'abc' })
  const before = await unsave(one)
  expect(await saved()).toEqual([])
  expect(await waiting()).toEqual([['save-post', 0]])
  expect(await db.saved.get(one.key)).toMatchObject({ state: 'pending', itemId: 'abc' })
  // Taken back it stands where it stood, and one row tells it.
  await savePost(db, { postKey: one.key, title: '', now: 200, savedAt: before?.savedAt ?? 0 })
  expect(await savedPosts(db, 10)).toMatchObject([{ postKey: one.key, savedAt: 1 }])
  expect(await waiting()).toHaveLength(1)
})

test('a saved post that its author deletes is kept out of the feed and in the list; the one beside it goes', async () => {
  await save(one, 1)
  await retractPost(db, one.key, me)
  await retractPost(db, three.key, me)
  expect(await db.posts.get(one.key)).toMatchObject({ state: 'retracted', title: 'Title of one' })
  expect((await db.posts.get(one.key))?.sortAt).toBeLessThan(0)
  expect(await db.posts.get(three.key)).toBeUndefined()
  expect(await saved()).toEqual(['one'])
})

test('taking out one that is gone can be thought over: nothing would bring it again', async () => {
  await save(one, 1)
  await db.outbox.clear()
  await retractPost(db, one.key, me)
  await unsave(one, 7000)
  expect(await waiting()).toEqual([['save-post', 7100]])
  await savePost(db, { postKey: one.key, title: '', now: 200, savedAt: 1 })
  expect(await waiting()).toEqual([['save-post', 0]])
  expect(await db.posts.get(one.key)).toBeDefined()
})

test('pictures are kept for what is saved, and go with it', async () => {
  const picture = { postKey: one.key, url: 'https://pictures.example/1.png', blob: new Blob(['1']) }
  await keepPicture(db, picture)
  expect(await keptPicture(db, picture.url)).toBeUndefined()
  await save(one, 1)
  await keepPicture(db, picture)
  expect(await keptPicture(db, picture.url)).toBeDefined()
  await unsave(one)
  expect(await keptPicture(db, picture.url)).toBeUndefined()
})

test('from what is open one steps through what is saved', async () => {
  for (const [index, each] of [one, two, three].entries()) await save(each, index + 1)
  expect(await neighboursOf(db, two, { kind: 'saved' })).toEqual({ previous: three.key, next: one.key })
  await unsave(one)
  expect(await neighboursOf(db, two, { kind: 'saved' })).toEqual({ previous: three.key, next: null })
})
