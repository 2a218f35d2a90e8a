/** Saved posts in the private list of my account: what is told, what other devices tell, and in whatever order. */
import { afterEach, expect, test } from 'vitest'
import { type Dialect, entryElement, FakePubsub } from '../../tests/support/fake-pubsub.ts'
import { fakeContext, fakeSession } from '../../tests/support/fake-session.ts'
import { post } from '../../tests/support/posts.ts'
import { savePost } from '#commands/save-post.ts'
import { unsavePost } from '#commands/unsave-post.ts'
import { buildSavedEntry, parseSavedEntry, savedEntryId, SAVED_POSTS_NODE } from '#protocol/kith-saved-posts.ts'
import { xml } from '#protocol/xml.ts'
import { KithError } from '#shared/errors.ts'
import { type BareJid, parseBareJid } from '#shared/jid.ts'
import { accountDb } from '#storage/db.ts'
import { isSavedHereOnly, savedPosts } from '#storage/saved.ts'
import type { AccountDb } from '#storage/schema.ts'
import { feedAnswers } from './answer/feed-answers.ts'
import { catchUpSaved } from './catch-up/catch-up-saved.ts'
import { DELIVERERS } from './deliver/deliverers.ts'
import { createDrain } from './deliver/drain.ts'
import { attachFeed } from './receive/on-pubsub-event.ts'

const me = parseBareJid('me@example.org') as BareJid
const DIALECTS: Dialect[] = ['prosody', 'prosody-stranger', 'ejabberd']
const NOW = Date.UTC(2026, 0, 1)

const open: AccountDb[] = []
afterEach(async () => {
  for (const db of open.splice(0)) await db.delete()
})

function bench(dialect: Dialect = 'prosody', refuse: () => boolean = () => false) {
  const db = accountDb(`kith:saved-engine-${Math.random()}`)
  open.push(db)
  const pubsub = new FakePubsub(dialect, me)
  const session = fakeSession(me, request => {
    if (refuse()) throw new KithError('unsupported', 'no PEP', { condition: 'service-unavailable' })
    return pubsub.answer(request)
  })
  const context = fakeContext(db, session)
  attachFeed(context)
  const drain = createDrain(context, DELIVERERS)
  const put = async (itemId: string, savedAt: number, ...foreign: Parameters<typeof buildSavedEntry>[0]['foreign']): Promise<void> => {
    const { service, node, title } = post(itemId)
    const address = { service, node, itemId }
    pubsub.put(SAVED_POSTS_NODE, await savedEntryId(address), buildSavedEntry({ ...address, title, savedAt, foreign }))
  }
  const retract = async (itemId: string): Promise<void> => {
    const { service, node } = post(itemId)
    pubsub.retract(SAVED_POSTS_NODE, await savedEntryId({ service, node, itemId }))
  }
  const event = (inner: string, from: string = me): Promise<void> =>
    session.deliver(
      `<message xmlns='jabber:client' from='${from}' to='${me}' type='headline'><event xmlns='http://jabber.org/protocol/pubsub#event'><items node='${SAVED_POSTS_NODE}'>${inner}</items></event></message>`,
    )
  const saved = async (): Promise<string[]> => (await savedPosts(db, 3000)).map(({ postKey: key }) => key.split('/')[2] ?? '')
  const listed = () => pubsub.node(SAVED_POSTS_NODE).items.map(({ payload }) => parseSavedEntry(payload)?.itemId)
  const save = (itemId: string, now: number) => savePost(db, { postKey: post(itemId).key, title: `Title of ${itemId}`, now })
  const unsave = (itemId: string) => unsavePost(db, { me, postKey: post(itemId).key, now: NOW })
  return { db, pubsub, context, drain, put, retract, event, saved, listed, save, unsave }
}

test('what is saved is told to a node that is private, and taken out it is told as well', async () => {
  const { db, pubsub, drain, listed, save, unsave } = bench()
  await save('one', 1)
  await save('two', 2)
  await drain.run()
  expect(listed()).toEqual(['one', 'two'])
  expect(pubsub.node(SAVED_POSTS_NODE).options['access_model']).toBe('whitelist')
  await unsave('one')
  await drain.run()
  expect(listed()).toEqual(['two'])
  expect(await db.saved.toArray()).toMatchObject([{ state: 'settled', savedAt: 2 }])
  expect(await db.outbox.count()).toBe(0)
})

test('what others wrote into the entry stays in it', async () => {
  const { pubsub, drain, put, save } = bench()
  await put('one', 1, xml('note', { xmlns: 'urn:other' }, 'for Sunday'))
  await save('one', 5)
  await drain.run()
  const [item] = pubsub.node(SAVED_POSTS_NODE).items
  expect(item?.payload.getChild('note', 'urn:other')?.getText()).toBe('for Sunday')
})

test.each(DIALECTS)('after an absence this device has what the others saved, and not what they took out (%s)', async dialect => {
  const { context, drain, put, retract, saved, save, unsave } = bench(dialect)
  for (const [index, id] of ['one', 'two', 'three'].entries()) await put(id, index + 1)
  await catchUpSaved(context)
  expect(await saved()).toEqual(['three', 'two', 'one'])
  await retract('two')
  await put('four', 4)
  // Not told yet: both stay as this device wants them.
  await save('mine', 5)
  await unsave('one')
  await catchUpSaved(context)
  expect(await saved()).toEqual(['mine', 'four', 'three'])
  await drain.run()
  await catchUpSaved(context)
  expect(await saved()).toEqual(['mine', 'four', 'three'])
})

test.each(DIALECTS)('a long list is read to its end (%s)', async dialect => {
  const { context, put, saved } = bench(dialect)
  for (let index = 1; index <= 250; index += 1) await put(`p${index}`, index)
  await catchUpSaved(context)
  expect(await saved()).toHaveLength(250)
})

test('what a server dropped because its list is full is still saved here, and what was taken out is not', async () => {
  const { context, put, retract, saved } = bench()
  for (let index = 1; index <= 120; index += 1) await put(`p${index}`, index)
  await catchUpSaved(context)
  await retract('p1')
  await retract('p60')
  await catchUpSaved(context)
  const now = await saved()
  expect(now).toContain('p1')
  expect(now).not.toContain('p60')
})

test('another device saves and takes out while this one is there', async () => {
  const { event, saved } = bench()
  const one = post('one')
  const id = await savedEntryId(one)
  const entry = buildSavedEntry({ service: one.service, node: one.node, itemId: 'one', title: 'x', savedAt: 7, foreign: [] })
  await event(`<item id='${id}'>${entry.toString()}</item>`)
  expect(await saved()).toEqual(['one'])
  await event(`<retract id='${id}'/>`, 'mallory@evil.example')
  expect(await saved()).toEqual(['one'])
  await event(`<retract id='${id}'/>`)
  expect(await saved()).toEqual([])
})

test('nobody else speaks of my list', async () => {
  const { event, saved } = bench()
  const one = post('one')
  const entry = buildSavedEntry({ service: one.service, node: one.node, itemId: 'one', title: 'x', savedAt: 7, foreign: [] })
  for (const from of ['mallory@evil.example', 'example.org', `${me}/other`]) await event(`<item id='x'>${entry.toString()}</item>`, from)
  expect(await saved()).toEqual([])
})

test('where the server keeps no private node it is saved on this device, and told when the server does', async () => {
  let lacks = true
  const { db, drain, listed, save, saved } = bench('prosody', () => lacks)
  await save('one', 1)
  await drain.run()
  expect(await isSavedHereOnly(db)).toBe(true)
  expect(await saved()).toEqual(['one'])
  expect(await db.outbox.count()).toBe(0)
  lacks = false
  await save('two', 2)
  await drain.run()
  expect(await isSavedHereOnly(db)).toBe(false)
  expect(new Set(listed())).toEqual(new Set(['one', 'two']))
})

test('a saved post that its service has no more is kept and says so; comes it again, so does its place', async () => {
  const { db, pubsub, context, save } = bench()
  const one = post('one')
  await db.posts.put(one)
  await save('one', 1)
  pubsub.node(one.node)
  await feedAnswers['open-post'](context, { postKey: one.key })
  expect(await db.posts.get(one.key)).toMatchObject({ state: 'retracted', title: 'Title of one' })
  pubsub.put(one.node, 'one', entryElement({ title: 'Back again' }), one.service)
  await feedAnswers['open-post'](context, { postKey: one.key })
  expect(await db.posts.get(one.key)).toMatchObject({ state: 'published', title: 'Back again', inFeed: 1 })
  expect((await db.posts.get(one.key))?.sortAt).toBeGreaterThan(0)
})

test('one that nobody saved is left alone: an answer without it is not the word that it is gone', async () => {
  const { db, pubsub, context } = bench()
  const one = post('one')
  await db.posts.put(one)
  pubsub.node(one.node)
  await feedAnswers['open-post'](context, { postKey: one.key })
  expect(await db.posts.get(one.key)).toMatchObject({ state: 'published' })
})

test('what is gone goes with the last that kept it', async () => {
  const { db, drain, save, unsave } = bench()
  await db.posts.put(post('one', { state: 'retracted', sortAt: -5 }))
  await save('one', 1)
  await drain.run()
  await unsave('one')
  await drain.run()
  expect(await db.posts.toArray()).toEqual([])
})
