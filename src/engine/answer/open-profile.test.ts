import { afterEach, expect, test } from 'vitest'
import { fakeContext, type FakeServer, fakeSession } from '../../../tests/support/fake-session.ts'
import { NS_AVATAR_METADATA } from '#protocol/xep0084-avatar.ts'
import { NS_PUBSUB } from '#protocol/xep0060-pubsub.ts'
import { type Element, xml } from '#protocol/xml.ts'
import { KithError } from '#shared/errors.ts'
import { type BareJid, parseBareJid } from '#shared/jid.ts'
import { accountDb } from '#storage/db.ts'
import { getProfile } from '#storage/people.ts'
import type { AccountDb } from '#storage/schema.ts'
import { openFace } from './open-profile.ts'

const me = parseBareJid('me@example.org') as BareJid
const ada = parseBareJid('ada@example.org') as BareJid
const HASH = 'a'.repeat(40)

const open: AccountDb[] = []
afterEach(async () => {
  for (const db of open.splice(0)) await db.delete()
})

function world(server: FakeServer) {
  const db = accountDb(`kith:profile-${Math.random()}`)
  open.push(db)
  const context = fakeContext(db, fakeSession(me, server))
  const asked = (): string[] => context.session.requests.map(({ payload }) => payload.getChild('items')?.attrs['node'] ?? payload.getName())
  return { db, context, asked }
}

const contact = { jid: ada, name: 'Ada', subscription: 'both', ask: false, groups: [] } as const

const pictureOnly: FakeServer = ({ payload }): Element => {
  const node: unknown = payload.getChild('items')?.attrs['node']
  if (node !== NS_AVATAR_METADATA) throw new KithError('not-found', 'nothing there')
  const info = xml('info', { id: HASH, bytes: '10', type: 'image/png' })
  const item = xml('item', { id: HASH }, xml('metadata', { xmlns: NS_AVATAR_METADATA }, info))
  return xml('pubsub', { xmlns: NS_PUBSUB }, xml('items', { node: NS_AVATAR_METADATA }, item))
}

test('somebody who has a name here is asked for a picture and nothing else', async () => {
  const { db, context, asked } = world(pictureOnly)
  await db.contacts.put({ ...contact, groups: [] })
  expect(await openFace(context, { jid: ada })).toEqual({ state: 'found' })
  expect(asked()).toEqual([NS_AVATAR_METADATA])
  expect(await getProfile(db, ada)).toMatchObject({ avatarHash: HASH, state: 'unknown' })
})

test('somebody without a name here is asked for everything that may hold one', async () => {
  const { context, asked } = world(pictureOnly)
  expect(await openFace(context, { jid: ada })).toEqual({ state: 'found' })
  expect(asked()).toHaveLength(4)
})

test('who did not answer is asked again another time, and whoever refused was asked', async () => {
  const { db, context } = world(() => {
    throw new KithError('timeout', 'no answer')
  })
  await db.contacts.put({ ...contact, groups: [] })
  expect(await openFace(context, { jid: ada })).toEqual({ state: 'unknown' })
  expect((await getProfile(db, ada))?.fetchedAt ?? 0).toBe(0)

  const refusing = world(() => {
    throw new KithError('forbidden', 'not for you')
  })
  await openFace(refusing.context, { jid: ada })
  expect((await getProfile(refusing.db, ada))?.fetchedAt).toBeGreaterThan(0)
})
