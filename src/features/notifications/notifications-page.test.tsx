import { screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { postKeyOf } from '#model/keys.ts'
import { useCommentPlace } from '#components/use-comment-place.ts'
import { seenUntil } from '#storage/notifications.ts'
import type { Notification } from '#storage/schema.ts'
import { jid, show, type TestAccount, testAccount } from '../../../tests/support/screen.tsx'
import { NotificationsPage } from './notifications-page.tsx'

const ada = jid('ada@example.org')
const postKey = postKeyOf({ service: jid('me@example.org'), node: 'urn:xmpp:microblog:0', itemId: 'one' })
let account: TestAccount

beforeEach(() => {
  account = testAccount()
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
})
afterEach(async () => {
  vi.restoreAllMocks()
  await account.db.delete()
})

function notification(key: string, at: number, fields: Partial<Notification> = {}): Notification {
  return { key, kind: 'like', from: ada, postKey, text: '', at, seen: 0, ...fields }
}

const unseen = async () => (await account.db.notifications.toArray()).filter(({ seen }) => seen === 0).map(({ key }) => key)

test('says what will be here while there is nothing', async () => {
  show(<NotificationsPage />, account)
  expect(await screen.findByText('Nothing new')).toBeInTheDocument()
})

test('each leads to where it happened, the newest first', async () => {
  await account.db.contacts.put({ jid: ada, name: 'Ada', subscription: 'both', ask: false, groups: [] })
  await account.db.notifications.bulkPut([
    notification('old', 1_000, { kind: 'subscribe', postKey: null, from: jid('stranger@example.net') }),
    notification('new', 2_000, { kind: 'comment', text: 'Lovely' }),
  ])
  show(<NotificationsPage />, account)
  await screen.findByText(/commented on your post/)
  const [first, second] = await screen.findAllByRole('link')
  await waitFor(() => expect(first).toHaveTextContent(/Ada.* commented on your post/))
  expect(first).toHaveTextContent('Lovely')
  expect(first).toHaveAttribute('href', `#/post/${postKey}`)
  expect(second).toHaveTextContent(/stranger@example\.net.* would like to be your contact/)
  expect(second).toHaveAttribute('href', '#/people/stranger%40example.net')
})

test('likes of one post are one line that names the last two, and is new when one of them is', async () => {
  const fans = ['ada', 'bela', 'cleo', 'dora'].map(name => jid(`${name}@example.org`))
  await account.db.notifications.bulkPut(fans.map((from, at) => notification(`l${at}`, 1_000 + at, { from, seen: at === 0 ? 0 : 1 })))
  await account.db.notifications.put(notification('other', 500, { from: ada, postKey: `${postKey}2` as typeof postKey, seen: 1 }))
  show(<NotificationsPage />, account)
  expect(await screen.findByText(/dora@example\.org.*, .*cleo@example\.org.* and 2 others like your post/)).toBeInTheDocument()
  expect(screen.getAllByRole('link')).toHaveLength(2)
  expect(screen.getAllByText('New')).toHaveLength(1)
})

test('comments on a post are one line a day, and lead to the last of them', async () => {
  const day = Date.UTC(2026, 0, 2)
  const comment = `${postKey}c` as typeof postKey
  const bela = jid('bela@example.org')
  await account.db.notifications.bulkPut([
    notification('c1', day + 1_000, { kind: 'comment', text: 'one' }),
    notification('c2', day + 2_000, { kind: 'comment', text: 'two', from: bela, comment }),
    notification('c0', day - 1_000, { kind: 'comment', text: 'the day before' }),
  ])
  show(<NotificationsPage />, account)
  const line = await screen.findByRole('link', { name: /bela@example\.org.* and .*ada@example\.org.* commented on your post.*two/ })
  expect(screen.getAllByRole('link')).toHaveLength(2)
  line.click()
  expect(useCommentPlace.getState().comment).toBe(comment)
})

test('whoever is only said to have done it is marked', async () => {
  await account.db.notifications.put(notification('c', 1_000, { kind: 'comment', claimed: true }))
  show(<NotificationsPage />, account)
  expect(await screen.findByText(/not confirmed/)).toBeInTheDocument()
})

test('what was seen is told to the other devices, once', async () => {
  await account.db.notifications.bulkPut([notification('a', 1_000), notification('b', 2_000)])
  show(<NotificationsPage />, account)
  await waitFor(async () => expect(await unseen()).toEqual([]), { timeout: 3_000 })
  expect((await account.db.outbox.toArray()).map(row => row.intent.kind)).toEqual(['see-notifications'])
  expect(await seenUntil(account.db)).toBeGreaterThanOrEqual(2_000)
})

test('what was on the screen of somebody who looks is seen, and stays marked for as long as they are here', async () => {
  await account.db.notifications.put(notification('a', 1_000))
  show(<NotificationsPage />, account)
  expect(await screen.findByText('New')).toBeInTheDocument()
  await waitFor(async () => expect(await unseen()).toEqual([]), { timeout: 3_000 })
  expect(screen.getByText('New')).toBeInTheDocument()
})

test('one that a server ahead of this clock has stamped is seen as well', async () => {
  await account.db.notifications.bulkPut([notification('now', 1_000), notification('ahead', Date.now() + 60_000)])
  show(<NotificationsPage />, account)
  await waitFor(async () => expect(await unseen()).toEqual([]), { timeout: 3_000 })
})
