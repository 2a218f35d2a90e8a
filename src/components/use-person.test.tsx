import { act, screen, waitFor } from '@testing-library/react'
import { beforeEach, expect, test } from 'vitest'
import { updateProfile } from '#storage/people.ts'
import { jid, show, type TestAccount, testAccount } from '../../tests/support/screen.tsx'
import { PersonChip } from './person-chip.tsx'
import { useSession } from './session-store.ts'

const [ada, bob, stranger] = [jid('ada@example.org'), jid('bob@example.org'), jid('stranger@example.net')]

let account: TestAccount
let asked: string[]
beforeEach(async () => {
  asked = []
  account = testAccount({
    'open-face': async ({ jid }) => {
      asked.push(`who is ${jid}`)
      return { state: 'absent' }
    },
    'load-avatar': async ({ jid }) => {
      asked.push(`picture of ${jid}`)
      return { found: false }
    },
  })
  useSession.getState().reset()
  for (const [jid, name] of [
    [ada, 'Ada'],
    [bob, 'Bob'],
  ] as const)
    await account.db.contacts.put({ jid, name, subscription: 'both', ask: false, groups: [] })
})

const online = (catchingUp: boolean) =>
  act(() => useSession.getState().receive({ kind: 'session', state: { kind: 'online', resumed: false, catchingUp } }))

test('of contacts the server tells by itself: only who was not told of by the end of the catch-up is asked, a stranger at once', async () => {
  show(
    <>
      <PersonChip jid={ada} />
      <PersonChip jid={bob} />
      <PersonChip jid={stranger} />
    </>,
    account,
  )
  await screen.findByText('Bob')
  online(true)
  await waitFor(() => expect(asked).toEqual([`who is ${stranger}`]))
  // Pushed by the server.
  await updateProfile(account.db, ada, { avatarHash: 'a'.repeat(40), avatarUrl: null })
  await waitFor(() => expect(asked).toEqual([`who is ${stranger}`, `picture of ${ada}`]))
  online(false)
  await waitFor(() => expect(asked).toEqual([`who is ${stranger}`, `picture of ${ada}`, `who is ${bob}`]))
})
