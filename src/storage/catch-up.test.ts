import { expect, test } from 'vitest'
import { beHere } from '#commands/be-here.ts'
import { finishCatchUp, resumeCatchUp } from '#commands/finish-catch-up.ts'
import { markPostsRead } from '#commands/mark-posts-read.ts'
import { BLOG_NODE } from '#model/post.ts'
import { post } from '../../tests/support/posts.ts'
import { jid, testAccount } from '../../tests/support/screen.tsx'
import { absentSince } from './absence.ts'
import { catchUpRows, feedKeysSince } from './catch-up.ts'
import { readAmong, readSince } from './reads.ts'

const me = jid('me@example.org')
const HOUR = 3_600_000
const DAY = 24 * HOUR
const start = 1_700_000_000_000
const at = (hours: number) => ({ publishedAt: start + hours * HOUR, sortAt: start + hours * HOUR })

test('a period holds what came into the feed in it, newest first, without my own posts and what is hidden', async () => {
  const { db } = testAccount()
  await db.posts.bulkPut([
    post('before', at(-1)),
    post('old', at(1)),
    post('new', at(3)),
    post('mine', { ...at(4), author: me, service: me, node: BLOG_NODE }),
    post('mine elsewhere', { ...at(5), author: me, service: jid('pubsub.example.org'), node: 'party' }),
    post('in my name', { ...at(6), author: me, authorVerified: false, service: jid('pubsub.example.org'), node: 'party' }),
    post('not followed', { ...at(7), inFeed: 0 }),
    post('deleted', { ...at(8), sortAt: -(start + 8 * HOUR) }),
  ])
  const { rows, keys, isCut } = await catchUpRows(db, { since: start, me, limit: 10 })
  expect(rows.map(({ itemId }) => itemId)).toEqual(['in my name', 'new', 'old'])
  expect(keys.size).toBe(5)
  expect(isCut).toBe(false)
  expect(await feedKeysSince(db, start, 100)).toHaveLength(5)
})

test('more than a period may hold is said, and what is left out is the oldest', async () => {
  const { db } = testAccount()
  await db.posts.bulkPut(Array.from({ length: 250 }, (_, index) => post(`p${index}`, at(index))))
  const all = await catchUpRows(db, { since: start, me, limit: 250 })
  expect(all.rows).toHaveLength(250)
  expect(all.isCut).toBe(false)
  const { rows, isCut } = await catchUpRows(db, { since: start, me, limit: 220 })
  expect([rows.length, rows[0]?.itemId, rows.at(-1)?.itemId, isCut]).toEqual([220, 'p249', 'p30', true])
})

test('a row is thin: words, first picture and counts, and no picture behind a warning', async () => {
  const { db } = testAccount()
  const enclosure = { url: 'https://x.example/a.png', mediaType: 'image/png', title: 'a', bytes: 9, width: 4, height: 3, alt: 'A hill' }
  await db.posts.bulkPut([
    post('one', { ...at(1), title: '', text: 'First words\nand more', enclosures: [enclosure], likeCount: 2, commentCount: 3 }),
    post('two', { ...at(2), warning: 'Spiders', enclosures: [enclosure] }),
  ])
  const { rows } = await catchUpRows(db, { since: start, me, limit: 10 })
  expect(rows[1]).toMatchObject({ words: 'First words and more', picture: { alt: 'A hill' }, likeCount: 2, commentCount: 3 })
  expect(rows[0]).toMatchObject({ warning: 'Spiders', picture: null })
  expect(rows[0]).not.toHaveProperty('html')
})

test('what was read keeps its first time, and marks of two months ago are forgotten', async () => {
  const { db } = testAccount()
  const [one, two] = [post('one').key, post('two').key]
  expect(await markPostsRead(db, { keys: [one], now: start })).toEqual([one])
  expect(await markPostsRead(db, { keys: [one, two], now: start + DAY })).toEqual([two])
  expect(await readSince(db, start + 1)).toEqual([two])
  await beHere(db, start + 60 * DAY + HOUR)
  expect(await readAmong(db, [one, two])).toEqual(new Set([two]))
})

test('an absence begins when the reader left, ends when they are back for good, and a short one is none', async () => {
  const { db } = testAccount()
  await beHere(db, start)
  expect(await absentSince(db)).toBeNull()
  await beHere(db, start + HOUR / 3)
  await beHere(db, start + 20 * HOUR)
  expect(await absentSince(db)).toBe(start + HOUR / 3)
  await beHere(db, start + 20 * HOUR + 60_000)
  expect(await absentSince(db)).toBe(start + HOUR / 3)
  await beHere(db, start + 30 * HOUR)
  expect(await absentSince(db)).toBe(start + 20 * HOUR + 60_000)
})

test('who has read everything is up to date, and can take it back', async () => {
  const { db } = testAccount()
  const [one, two] = [post('one').key, post('two').key]
  await beHere(db, start)
  await beHere(db, start + DAY)
  await markPostsRead(db, { keys: [one], now: start + DAY })
  const done = await finishCatchUp(db, { keys: [one, two], isAll: true, now: start + DAY + 5 })
  expect(done?.keys).toEqual([two])
  expect(await absentSince(db)).toBe(start + DAY + 5)
  if (done) await resumeCatchUp(db, done)
  expect(await absentSince(db)).toBe(start)
  expect(await readAmong(db, [one, two])).toEqual(new Set([one]))
  expect(await finishCatchUp(db, { keys: [one], isAll: false, now: start + DAY + 6 })).toBeUndefined()
})
