import { Dexie } from 'dexie'
import { afterEach, expect, test } from 'vitest'
import { nodeKeyOf } from '#model/keys.ts'
import { BLOG_NODE } from '#model/post.ts'
import type { Upload } from '#model/upload.ts'
import { jid } from '../../tests/support/engines.ts'
import { accountDb } from './db.ts'
import { ACCOUNT_VERSIONS, type AccountDb } from './schema.ts'
import { dropUploads, placeUploads, uploadsOf } from './uploads.ts'

let db: AccountDb
afterEach(() => db.delete())

function upload(id: string, over: Partial<Upload> = {}): Upload {
  const facts = { mediaType: 'image/png', bytes: 3, width: 1, height: 1, name: `${id}.png`, alt: '' }
  const blob = new Blob(['abc'], { type: 'image/png' })
  return { id, owner: 'post:new', place: 0, ...facts, original: false, blob, light: null, left: null, state: 'kept', url: null, ...over }
}

test('a database of version 1 opens with its rows and takes files', async () => {
  const name = `kith:uploads-upgrade-${Math.random()}`
  const old = new Dexie(name)
  old.version(1).stores(ACCOUNT_VERSIONS[0]?.stores ?? {})
  const target = nodeKeyOf({ service: jid('me@example.org'), node: BLOG_NODE })
  await old.table('drafts').put({ key: 'post:new', title: '', text: 'kept', target, updatedAt: 1 })
  await old.table('settings').put({ key: 'a', value: 1 })
  old.close()

  db = accountDb(name)
  expect(await db.drafts.get('post:new')).toMatchObject({ text: 'kept' })
  expect(await db.settings.get('a')).toEqual({ key: 'a', value: 1 })
  await db.uploads.put(upload('one'))
  const [stored] = await uploadsOf(db, 'post:new')
  expect(await stored?.blob?.text()).toBe('abc')
  expect(stored?.blob?.type).toBe('image/png')
})

test('posts and comments of version 2 know what later versions say of them', async () => {
  const name = `kith:version-3-${Math.random()}`
  const old = new Dexie(name)
  for (const [index, { stores }] of ACCOUNT_VERSIONS.slice(0, 2).entries()) old.version(index + 1).stores(stores)
  await old.table('posts').put({ key: 'a/b/c', title: 'kept' })
  await old.table('comments').put({ key: 'a/b/d', text: 'kept' })
  old.close()

  db = accountDb(name)
  expect(await db.posts.toArray()).toEqual([
    { key: 'a/b/c', title: 'kept', via: null, location: null, warning: null, commentsOff: false, scheduledAt: null, form: 'post' },
  ])
  expect(await db.comments.toArray()).toEqual([{ key: 'a/b/d', text: 'kept', answers: null, edited: false, before: null }])
})

test('files keep the order they were put into, and go with their owner only', async () => {
  db = accountDb(`kith:uploads-${Math.random()}`)
  await db.uploads.bulkPut([upload('a'), upload('b', { place: 1 }), upload('c', { place: 2 }), upload('x', { owner: 'post:other' })])
  const [a, b, c] = (await uploadsOf(db, 'post:new')) as [Upload, Upload, Upload]
  await placeUploads(db, [c, a, b])
  expect((await uploadsOf(db, 'post:new')).map(({ id }) => id)).toEqual(['c', 'a', 'b'])
  await dropUploads(db, 'post:new')
  expect((await db.uploads.toArray()).map(({ id }) => id)).toEqual(['x'])
})
