import { afterEach, beforeEach, expect, test } from 'vitest'
import { jid } from '../../tests/support/engines.ts'
import { post } from '../../tests/support/posts.ts'
import type { Post } from '#model/post.ts'
import { accountDb } from './db.ts'
import { neighboursOf, type PostList } from './neighbours.ts'
import type { AccountDb } from './schema.ts'

const pubsub = jid('pubsub.example.org')
const at = (itemId: string, publishedAt: number, over: Partial<Post> = {}): Post => post(itemId, { publishedAt, ...over })
const garden = { service: pubsub, node: 'garden' }
const posts = [
  at('oldest', 1000),
  at('soil', 2000, { ...garden, tags: ['spring'] }),
  at('middle', 3000, { tags: ['spring'] }),
  at('twin', 3000),
  at('seeds', 4000, { ...garden, tags: ['spring'] }),
  at('unfollowed', 4500, { ...garden, inFeed: 0 }),
  at('newest', 5000),
]

let db: AccountDb
beforeEach(async () => {
  db = accountDb(`kith:neighbours-${Math.random()}`)
  await db.posts.bulkPut(posts)
})
afterEach(() => db.delete())

const named = (itemId: string): Post => posts.find(post => post.itemId === itemId) as Post

async function beside(itemId: string, list?: PostList, top?: number): Promise<[string | undefined, string | undefined]> {
  const { previous, next } = await neighboursOf(db, named(itemId), list, top)
  const nameOf = (key: string | null): string | undefined => posts.find(post => post.key === key)?.itemId
  return [nameOf(previous), nameOf(next)]
}

const feed = (view: 'all' | 'people' | 'communities'): PostList => ({ kind: 'feed', view })

test('in the feed, in one of its views, among posts with a tag, and by itself in its own blog', async () => {
  expect(await beside('seeds', feed('all'))).toEqual(['newest', 'twin'])
  expect(await beside('seeds', feed('communities'))).toEqual([undefined, 'soil'])
  expect(await beside('newest', feed('people'))).toEqual([undefined, 'twin'])
  expect(await beside('middle', { kind: 'tag', tag: 'spring' })).toEqual(['seeds', 'soil'])
  expect(await beside('seeds')).toEqual(['unfollowed', 'soil'])
  expect(await beside('oldest', feed('all'))).toEqual(['soil', undefined])
})

test('posts of one moment are all stepped through, there and back', async () => {
  expect(await beside('twin', feed('people'))).toEqual(['newest', 'middle'])
  expect(await beside('middle', feed('people'))).toEqual(['twin', 'oldest'])
})

test('what waits behind the pill is not stepped to', async () => {
  expect(await beside('seeds', feed('all'), 4000)).toEqual([undefined, 'twin'])
})

test('a post that is not in the list it was reached from has its own node around it', async () => {
  expect(await beside('unfollowed', feed('all'))).toEqual([undefined, 'seeds'])
  expect(await beside('newest', feed('communities'))).toEqual([undefined, 'twin'])
  expect(await beside('newest', { kind: 'tag', tag: 'spring' })).toEqual([undefined, 'twin'])
})
