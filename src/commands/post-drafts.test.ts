import { afterEach, beforeEach, expect, test } from 'vitest'
import type { NodeKey, PostKey } from '#model/keys.ts'
import { accountDb } from '#storage/db.ts'
import { draftAbout, editedBy, NO_EXTRAS, postDrafts } from '#storage/drafts.ts'
import type { AccountDb, Draft } from '#storage/schema.ts'
import { discardDraft } from './discard-draft.ts'
import { keepFiles } from './keep-files.ts'
import { restoreDraft } from './restore-draft.ts'
import { savePostDraft } from './save-post-draft.ts'
import { setDraftAside } from './set-draft-aside.ts'

const draft = (key: string, over: Partial<Draft> = {}): Draft => ({
  key,
  title: '',
  text: `Words of ${key}`,
  target: null,
  extras: NO_EXTRAS,
  updatedAt: 1,
  ...over,
})
const picture = (owner: string) => ({ owner, files: [{ blob: new Blob(['x'], { type: 'image/png' }), name: 'a.png' }] })

let db: AccountDb
beforeEach(() => {
  db = accountDb(`kith:post-drafts-${Math.random()}`)
})
afterEach(() => db.delete())

test('drafts of posts are listed newest first with their files, others are not', async () => {
  await db.drafts.bulkPut([
    draft('post:new', { updatedAt: 2 }),
    draft('post:new:b', { updatedAt: 3 }),
    draft('chat:a@x'),
    draft('post:a/b/c'),
  ])
  await keepFiles(db, picture('post:new'))
  expect((await postDrafts(db)).map(({ draft, files }) => [draft.key, files])).toEqual([
    ['post:new:b', 0],
    ['post:new', 1],
    ['post:a/b/c', 0],
  ])
  expect(['post:new', 'post:new:b', 'post:a/b/c', 'chat:a@x'].map(editedBy)).toEqual([undefined, undefined, 'a/b/c', undefined])
})

test('kept for later, a new post moves away with its files and leaves its place free', async () => {
  await keepFiles(db, picture('post:new'))
  const key = await setDraftAside(db, draft('post:new'))
  expect(await db.drafts.toArray()).toEqual([{ ...draft('post:new'), key }])
  expect((await postDrafts(db)).map(({ files }) => files)).toEqual([1])
  expect(await setDraftAside(db, draft(key))).toBe(key)
})

test('discarded by mistake, it comes back with its files, beside what was begun in its place', async () => {
  await db.drafts.put(draft('post:new'))
  await keepFiles(db, picture('post:new'))
  const gone = await discardDraft(db, 'post:new')
  expect([await db.drafts.toArray(), await db.uploads.toArray()]).toEqual([[], []])
  await db.drafts.put(draft('post:new', { text: 'Another' }))
  if (!gone) throw new Error('nothing was discarded')
  expect(await restoreDraft(db, gone)).toBe(true)
  const rows = (await postDrafts(db)).map(({ draft, files }) => `${draft.text}: ${files}`)
  expect(rows.toSorted((one, other) => one.localeCompare(other))).toEqual(['Another: 0', 'Words of post:new: 1'])
})

test('an answer, a repetition and a post for a community each find their own draft again', async () => {
  const ferry = 'a/b/ferry' as PostKey
  const party = 'pubsub/party' as NodeKey
  const none = { reply: undefined, via: undefined, to: undefined }
  await db.drafts.bulkPut([
    draft('post:new'),
    draft('post:new:1', { extras: { ...NO_EXTRAS, reply: ferry } }),
    draft('post:new:2', { extras: { ...NO_EXTRAS, via: ferry } }),
    draft('post:new:3', { target: party }),
  ])
  const keyOf = async (subject: Parameters<typeof draftAbout>[1]) => (await draftAbout(db, subject))?.key
  expect(await keyOf({ ...none, reply: ferry })).toBe('post:new:1')
  expect(await keyOf({ ...none, via: ferry })).toBe('post:new:2')
  expect(await keyOf({ ...none, to: party })).toBe('post:new:3')
  expect(await keyOf({ ...none, reply: 'a/b/other' as PostKey })).toBeUndefined()
  expect(await keyOf(none)).toBeUndefined()
})

test('without words a draft is kept for what took trouble, not for a choice alone', async () => {
  const silent = (extras: Partial<Draft['extras'] & object>) => draft('post:new', { text: ' ', extras: { ...NO_EXTRAS, ...extras } })
  await savePostDraft(db, silent({ location: { lat: 1, lon: 2, name: '' } }))
  expect(await db.drafts.toArray()).toHaveLength(1)
  await savePostDraft(db, silent({ commentsOff: true, warning: '', via: 'a/b/c' as PostKey }))
  expect(await db.drafts.toArray()).toEqual([])
})
