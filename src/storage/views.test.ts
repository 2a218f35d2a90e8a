import * as fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { setRecord } from '#commands/set-record.ts'
import { muteIdOf } from '#model/mute.ts'
import type { Post } from '#model/post.ts'
import type { Mute } from '#model/record.ts'
import { jid } from '../../tests/support/screen.tsx'
import { node, post } from '../../tests/support/posts.ts'
import { accountDb } from './db.ts'
import { isPersonMuted } from './muted-people.ts'
import { allPostKeys, areMutesApplied, judgePosts, listMutes, noteMutesApplied } from './mutes.ts'
import { neighboursOf } from './neighbours.ts'
import { addNotification } from './notifications.ts'
import { feedKeys, newerFeedKeys } from './posts.ts'
import type { AccountDb } from './schema.ts'
import { setFollowed } from './store-nodes.ts'
import { storePosts } from './store-posts.ts'

const me = jid('me@example.org')
const bela = jid('bela@example.org')
const pubsub = jid('pubsub.example.org')
const NOW = 1_700_000_000_000
let db: AccountDb
beforeEach(() => {
  db = accountDb(`kith:views-${Math.random()}`)
})
afterEach(() => db.delete())

const at = (minute: number) => ({ publishedAt: NOW + minute * 60_000, sortAt: NOW + minute * 60_000 })
const ids = (rows: { key: string }[]): string[] => rows.map(({ key }) => key.split('/')[2] ?? '')
const via = { service: bela, node: 'x', itemId: 'original', author: bela, authorName: '' }
const answer = { service: bela, node: 'x', itemId: 'asked' }
const muted = async (what: Mute['what'], target: string, until: number | null = null): Promise<void> =>
  setRecord(db, { kind: 'mute', id: muteIdOf({ what, target }), value: { what, target, until }, now: NOW })
const judgeAll = async (now = NOW): Promise<void> => judgePosts(db, await allPostKeys(db), { me, now })

test('a view leaves out what is repeated or answers, each where its reader wants that', async () => {
  await db.posts.bulkPut([
    post('own', at(1)),
    post('again', { ...at(2), via }),
    post('said', { ...at(3), inReplyTo: answer }),
    post('talk', { ...at(4), service: pubsub, node: 'party' }),
  ])
  expect(ids(await feedKeys(db, 'all', 10))).toEqual(['talk', 'said', 'again', 'own'])
  await setRecord(db, { kind: 'view', id: 'all', value: { reposts: false, replies: true }, now: NOW })
  expect(ids(await feedKeys(db, 'all', 10))).toEqual(['talk', 'said', 'own'])
  await setRecord(db, { kind: 'view', id: 'all', value: { reposts: false, replies: false }, now: NOW })
  expect(ids(await feedKeys(db, 'all', 10))).toEqual(['talk', 'own'])
  expect(ids(await newerFeedKeys(db, 'all', at(1).sortAt, 10))).toEqual(['talk'])
  expect(ids(await feedKeys(db, 'people', 10))).toEqual(['said', 'again', 'own'])
  const talk = (await db.posts.get(post('talk', { service: pubsub, node: 'party' }).key)) as Post
  expect(await neighboursOf(db, talk, { kind: 'feed', view: 'all' })).toEqual({ previous: null, next: post('own').key })
})

test('a list is what its nodes have of the feed, in the order of time, however many they are and wherever a page ends', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ node: fc.nat(8), minute: fc.nat(60), inFeed: fc.boolean() }), { maxLength: 120 }),
      fc.uniqueArray(fc.nat(8), { maxLength: 9 }),
      fc.integer({ min: 1, max: 40 }),
      fc.nat(60),
      async (all, members, limit, top) => {
        await db.posts.clear()
        const posts = all.map(({ node, minute, inFeed }, index) =>
          post(`p${index}`, { ...at(minute), service: pubsub, node: `n${node}`, inFeed: inFeed ? 1 : 0 }),
        )
        await db.posts.bulkPut(posts)
        const nodes = members.map(number => node(pubsub, `n${number}`).key)
        await setRecord(db, { kind: 'list', id: 'a', value: { name: 'A', nodes }, now: NOW })
        const expected = posts
          .filter(one => one.inFeed === 1 && nodes.includes(one.nodeKey) && one.sortAt <= at(top).sortAt)
          .toSorted((one, other) => other.sortAt - one.sortAt || (one.key < other.key ? 1 : -1))
          .map(({ key }) => key)
        const rows = await feedKeys(db, 'list:a', limit, at(top).sortAt)
        expect(rows.map(({ key }) => key)).toEqual(expected.slice(0, limit))
        const last = posts.find(({ key }) => key === expected[1])
        if (!last) return
        const beside = await neighboursOf(db, last, { kind: 'feed', view: 'list:a' }, at(top).sortAt)
        expect(beside).toEqual({ previous: expected[0], next: expected[2] ?? null })
      },
    ),
    { numRuns: 40 },
  )
}, 60_000)

test('what is muted leaves the feed, comes back when it is not, and when its time is over', async () => {
  await db.nodes.bulkPut([node(bela, 'urn:xmpp:microblog:0', { followed: 1 })])
  await db.posts.bulkPut([
    post('cake', { ...at(1), text: 'a cake' }),
    post('bread', at(2)),
    post('stranger', { ...at(3), service: pubsub, node: 'party', inFeed: 0, text: 'cake' }),
  ])
  await muted('word', 'cake', NOW + 100)
  expect(await areMutesApplied(db, NOW)).toBe(false)
  await judgeAll()
  await noteMutesApplied(db, await listMutes(db), NOW)
  expect(await areMutesApplied(db, NOW)).toBe(true)
  expect(ids(await feedKeys(db, 'all', 10))).toEqual(['bread'])
  expect(await db.posts.filter(({ mutedBy }) => mutedBy === 'mute:word:cake').count()).toBe(2)
  expect(await areMutesApplied(db, NOW + 100)).toBe(false)
  await judgeAll(NOW + 100)
  expect(ids(await feedKeys(db, 'all', 10))).toEqual(['bread', 'cake'])
  expect(await db.posts.filter(({ mutedBy }) => mutedBy !== undefined).count()).toBe(0)
})

test('what comes in muted is not in the feed, follows and edits leave it so, and a change of its words lets it in', async () => {
  const blog = { service: bela, node: 'urn:xmpp:microblog:0' }
  await db.nodes.put(node(bela, blog.node, { followed: 1 }))
  await muted('word', 'cake')
  const storing = { account: me, receivedAt: NOW, reading: 1 }
  const seen = (text: string, hash: string) => ({ ...post('one', { text, hash }), updatedAt: NOW })
  await storePosts(db, blog, [seen('some cake', '1')], storing)
  expect(await feedKeys(db, 'all', 10)).toEqual([])
  await setFollowed(db, blog, 0, {})
  await setFollowed(db, blog, 1, {})
  expect(await feedKeys(db, 'all', 10)).toEqual([])
  await storePosts(db, blog, [seen('more cake', '2')], storing)
  expect(await feedKeys(db, 'all', 10)).toEqual([])
  await storePosts(db, blog, [seen('bread', '3')], storing)
  expect(ids(await feedKeys(db, 'all', 10))).toEqual(['one'])
})

test('somebody who is muted does not ring', async () => {
  await muted('person', bela, NOW + 100)
  expect(await isPersonMuted(db, bela, NOW)).toBe(true)
  expect(await isPersonMuted(db, bela, NOW + 100)).toBe(false)
  const notice = { kind: 'like' as const, from: bela, postKey: null, text: '', at: NOW }
  await addNotification(db, 'one', notice, {})
  await addNotification(db, 'two', { ...notice, from: me }, {})
  expect((await db.notifications.toArray()).map(({ seen }) => seen)).toEqual([1, 0])
})
