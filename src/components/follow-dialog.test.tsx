import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test } from 'vitest'
import { refuseRow } from '#storage/outbox.ts'
import { shownFollows } from '#storage/shown-follows.ts'
import { node } from '../../tests/support/posts.ts'
import { jid, show, type TestAccount, testAccount } from '../../tests/support/screen.tsx'
import { FollowAudience } from './follow-audience.tsx'
import { useSession } from './session-store.ts'

const party = node(jid('pubsub.example.org'), 'party', { title: 'Party people' })

let account: TestAccount
beforeEach(async () => {
  account = testAccount({ 'shown-follows-audience': async () => ({ access: 'presence' }) })
  useSession.getState().reset()
  useSession.getState().receive({ kind: 'session', state: { kind: 'online', resumed: false, catchingUp: false } })
  await account.db.nodes.put(party)
})

async function open() {
  show(<FollowAudience service={party.service} node="party" title="Party people" />, account)
  await userEvent.click(await screen.findByRole('button', { name: 'Who sees this' }))
  return await screen.findByRole('checkbox', { name: 'Show on my profile' })
}

test('nothing is shown by itself, and who would see it is said before it is', async () => {
  const choice = await open()
  expect(choice).not.toBeChecked()
  await waitFor(() => expect(choice).toHaveAccessibleDescription(/Contacts who may see when you are online/))
  await userEvent.click(choice)
  await waitFor(() => expect(choice).toBeChecked())
  expect(await shownFollows(account.db)).toEqual([party.key])
  expect(await screen.findByText(/Holds on this device/)).toBeVisible()
  expect(account.nudges).toBe(1)
})

test('a server that does not take it is told of, and the choice is what it was', async () => {
  const choice = await open()
  await userEvent.click(choice)
  await waitFor(() => expect(choice).toBeChecked())
  const [row] = await account.db.outbox.toArray()
  if (row) await refuseRow(account.db, row, { kind: 'forbidden', message: 'no', condition: null } as never)
  expect(await screen.findByText(/Your server did not take this/)).toBeVisible()
  expect(choice).not.toBeChecked()
})

test('where nothing is followed there is nothing to show', async () => {
  await account.db.nodes.update(party.key, { followed: 0 })
  show(
    <>
      <FollowAudience service={party.service} node="party" title="Party people" />
      <p>here</p>
    </>,
    account,
  )
  await screen.findByText('here')
  expect(screen.queryByRole('button')).toBeNull()
})
