import { afterEach, beforeEach, expect, test } from 'vitest'
import { jid } from '../../tests/support/engines.ts'
import { post } from '../../tests/support/posts.ts'
import { BLOG_NODE } from '#model/post.ts'
import { contentOf } from '#model/post-content.ts'
import { accountDb } from '#storage/db.ts'
import { draftIdOf, NO_EXTRAS } from '#storage/drafts.ts'
import { dueRows, refuseRow, unsentCount } from '#storage/outbox.ts'
import { feedKeys } from '#storage/posts.ts'
import { scheduledPosts } from '#storage/scheduled.ts'
import type { AccountDb, PostExtras } from '#storage/schema.ts'
import { uploadsOf } from '#storage/uploads.ts'
import { deletePost } from './delete-post.ts'
import { editPost } from './edit-post.ts'
import { keepFiles } from './keep-files.ts'
import { publishPost } from './publish-post.ts'
import { publishScheduled } from './publish-scheduled.ts'
import { undoDeletePost } from './undo-delete-post.ts'
import { takeBackPost } from './take-back-post.ts'

const me = jid('me@example.org')
const NOON = 1_700_000_000_000
const EVENING = NOON + 6 * 60 * 60_000
const ferry = post('ferry')

let db: AccountDb
beforeEach(async () => {
  db = accountDb(`kith:scheduled-${Math.random()}`)
  await db.posts.put(ferry)
})
afterEach(() => db.delete())

function schedule(extras: Partial<PostExtras> = {}, typed: { title?: string; text?: string } = {}) {
  const words = { title: '', text: 'Good evening', ...typed }
  return publishPost(db, { me, service: me, node: BLOG_NODE, now: NOON, ...words, extras: { scheduledAt: EVENING, ...extras } })
}

test('posts for later are listed by their time, are in no feed, and count among what signing out would lose', async () => {
  const late = await schedule({ scheduledAt: EVENING + 1 })
  const early = await schedule()
  expect((await scheduledPosts(db)).map(({ key }) => key)).toEqual([early, late])
  expect((await feedKeys(db, 'all', 10)).map(({ key }) => key)).toEqual([ferry.key])
  expect(await unsentCount(db)).toBe(2)
  expect((await dueRows(db, NOON)).nextAt).toBe(EVENING)
})

test('taken back, it is a draft with its files and all that was set for it', async () => {
  await keepFiles(db, { owner: 'post:new', files: [{ blob: new Blob(['x'], { type: 'image/png' }), name: 'moon.png' }] })
  const links = [{ url: 'https://example.org/', title: 'Example', description: '' }]
  const location = { lat: 1, lon: 2, name: 'Pier' }
  const key = await schedule({ warning: 'Dark', commentsOff: true, links, location, reply: ferry.key }, { title: 'Evening' })
  const draftKey = await takeBackPost(db, key, NOON + 5)
  expect(draftIdOf(draftKey ?? '')).toMatch(/^[0-9a-f]{32}$/)
  expect(await db.drafts.toArray()).toEqual([
    {
      key: draftKey,
      title: 'Evening',
      text: 'Good evening',
      target: `me%40example.org/${encodeURIComponent(BLOG_NODE)}`,
      updatedAt: NOON + 5,
      extras: { warning: 'Dark', commentsOff: true, links, location, reply: ferry.key, via: null, scheduledAt: EVENING },
    },
  ])
  expect((await uploadsOf(db, draftKey ?? '')).map(({ name }) => name)).toEqual(['moon.png'])
  expect([await db.outbox.toArray(), await scheduledPosts(db)]).toEqual([[], []])
})

test('a title that was made from the first words is no title of its own when it comes back', async () => {
  const text = `${'Long '.repeat(200)}\n\nand more`
  await takeBackPost(db, await schedule({}, { text }), NOON)
  expect(await db.drafts.toArray()).toMatchObject([{ title: '', text: text.trim() }])
})

test('of a post that repeats another, only what was said to it comes back as words', async () => {
  const said = await schedule({ via: ferry.key }, { text: 'Look at this.' })
  const bare = await schedule({ via: ferry.key }, { text: '' })
  for (const key of [said, bare]) await takeBackPost(db, key, NOON)
  const drafts = (await db.drafts.toArray()).map(({ title, text, extras = NO_EXTRAS }) => ({ title, text, via: extras.via }))
  expect(drafts.map(({ text }) => text).toSorted((one, other) => one.length - other.length)).toEqual(['', 'Look at this.'])
  expect(drafts.every(({ via }) => via === ferry.key)).toBe(true)
})

test('published now, it is a post of now, at the top of the feed', async () => {
  const key = await schedule()
  const now = NOON + 60_000
  await publishScheduled(db, key, now)
  expect(await db.posts.get(key)).toMatchObject({ publishedAt: now, updatedAt: now, scheduledAt: null, state: 'queued' })
  expect((await feedKeys(db, 'all', 10))[0]).toEqual({ key, sortAt: now })
  expect((await dueRows(db, now)).lanes).toHaveLength(1)
})

test('one that was refused is taken back as well, unless its service holds an earlier version', async () => {
  const key = await publishPost(db, { me, service: me, node: BLOG_NODE, title: '', text: 'Refused', now: 1000 })
  const [row] = await db.outbox.toArray()
  if (!row) throw new Error('nothing waits')
  await refuseRow(db, row, { kind: 'not-found', message: '', condition: null })
  await db.posts.update(key, { before: null })
  expect(await takeBackPost(db, key, 2000)).toMatch(/^post:new:/)
  expect(await db.posts.get(key)).toBeUndefined()
  expect(await db.outbox.count()).toBe(0)

  const edited = post('edited', { author: me, service: me, state: 'failed', before: contentOf(post('edited')) })
  await db.posts.put(edited)
  await db.outbox.add({
    ...row,
    id: 77,
    lane: `post:${edited.key}`,
    intent: { kind: 'publish-post', postKey: edited.key },
    state: 'failed',
  })
  expect(await takeBackPost(db, edited.key, 2000)).toBeUndefined()
})

test('one that is on its way already is neither taken back nor moved', async () => {
  const key = await schedule()
  const [row] = await db.outbox.toArray()
  await db.outbox.update(row?.id ?? 0, { state: 'wire', attempts: 1 })
  expect(await takeBackPost(db, key, NOON)).toBeUndefined()
  expect(await publishScheduled(db, key, NOON)).toBe(false)
  expect(await db.posts.get(key)).toMatchObject({ scheduledAt: EVENING })
})

test('deleted, it is gone with its row; undone, it waits again for the same time', async () => {
  const key = await schedule()
  const deleted = await deletePost(db, { postKey: key, now: NOON, undoMs: 7000 })
  expect([await db.posts.get(key), await db.outbox.toArray()]).toEqual([undefined, []])
  if (!deleted) throw new Error('nothing was deleted')
  expect(await undoDeletePost(db, deleted)).toBe(true)
  expect((await scheduledPosts(db)).map(({ scheduledAt }) => scheduledAt)).toEqual([EVENING])
  expect((await dueRows(db, NOON)).nextAt).toBe(EVENING)
})

test('an edit of a post that waits does not send it before its time', async () => {
  const key = await schedule()
  await editPost(db, { postKey: key, title: '', text: 'Good night', now: NOON })
  expect((await dueRows(db, NOON)).nextAt).toBe(EVENING)
  expect(await db.posts.get(key)).toMatchObject({ text: 'Good night', scheduledAt: EVENING })
})
