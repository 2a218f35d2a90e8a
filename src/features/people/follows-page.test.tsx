import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test } from 'vitest'
import { useSession } from '#components/session-store.ts'
import { nodeKeyOf } from '#model/keys.ts'
import { BLOG_NODE } from '#model/post.ts'
import { jid, show, type TestAccount, testAccount } from '../../../tests/support/screen.tsx'
import { FollowsFact } from './follows-fact.tsx'
import { FollowsPage } from './follows-page.tsx'

const ben = jid('ben@example.org')
const party = nodeKeyOf({ service: jid('pubsub.example.org'), node: 'party' })
const blog = nodeKeyOf({ service: jid('chloe@example.org'), node: BLOG_NODE })

let account: TestAccount
beforeEach(() => {
  account = testAccount()
  useSession.getState().reset()
})

const online = () => useSession.getState().receive({ kind: 'session', state: { kind: 'online', resumed: false, catchingUp: false } })

test('people and communities that somebody shows stand apart, under the name they gave them, each to be followed', async () => {
  account.answers['open-follows'] = async () => ({
    isShown: true,
    follows: [
      { key: party, title: 'Party people' },
      { key: blog, title: 'whatever' },
    ],
  })
  online()
  show(<FollowsPage jid={ben} />, account)
  const communities = await screen.findByRole('region', { name: 'Communities' })
  expect(await within(communities).findByRole('link', { name: 'Party people' })).toBeVisible()
  const people = screen.getByRole('region', { name: 'People' })
  expect(within(people).getByRole('link', { name: /chloe@example.org/ })).toHaveAttribute('href', '#/people/chloe%40example.org')
  await userEvent.click(await within(communities).findByRole('button', { name: 'Follow Party people' }))
  expect(await within(communities).findByRole('button', { name: 'Unfollow Party people' })).toBeVisible()
  expect(await account.db.outbox.toArray()).toMatchObject([{ intent: { kind: 'follow', nodeKey: party } }])
})

test('on a profile it is a line with how many, or that there are none, and before it is known an empty one', async () => {
  account.answers['open-follows'] = async ({ jid: whom }) => ({
    isShown: whom === ben,
    follows: whom === ben ? [{ key: party, title: '' }] : [],
  })
  const offline = show(<FollowsFact jid={ben} isMe={false} />, account)
  expect(offline.container.textContent).toBe('')
  offline.unmount()
  online()
  const told = show(<FollowsFact jid={ben} isMe={false} />, account)
  const link = await screen.findByRole('link', { name: 'Shows 1 of what they follow' })
  expect(link).toHaveAttribute('href', '#/people/ben%40example.org/follows')
  told.unmount()
  show(<FollowsFact jid={jid('dora@example.org')} isMe={false} />, account)
  expect(await screen.findByText('Shows nothing of what they follow')).toBeVisible()
})

test('without a connection, and where nothing is shown, the page says so', async () => {
  account.answers['open-follows'] = async () => ({ isShown: false, follows: [] })
  const first = show(<FollowsPage jid={ben} />, account)
  expect(await screen.findByText('Not on this device')).toBeVisible()
  first.unmount()
  online()
  show(<FollowsPage jid={ben} />, account)
  expect(await screen.findByText('Shows nothing of what they follow')).toBeVisible()
})
