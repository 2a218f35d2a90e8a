import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { useSession } from '#components/session-store.ts'
import { noteMessages } from '#storage/conversations.ts'
import { useBoxes } from '../../../tests/support/layout.ts'
import { jid, show, type TestAccount, testAccount } from '../../../tests/support/screen.tsx'
import { ChatsPage } from './chats-page.tsx'

const eve = jid('eve@example.org')
let account: TestAccount

useBoxes()
beforeEach(() => {
  account = testAccount()
  useSession.getState().reset()
  useSession.getState().receive({ kind: 'session', state: { kind: 'online', resumed: false, catchingUp: false } })
})
afterEach(() => account.db.delete())

test('a request is in a list of its own, says who it is from, and deleted it asks nobody for what was said', async () => {
  const at = 1_700_000_000_000
  const message = {
    key: 'e1',
    conversation: eve,
    direction: 'in',
    from: eve,
    body: 'psst',
    order: at,
    sentAt: at,
    state: 'received',
    aliases: [],
  }
  await account.db.messages.put(message as never)
  await noteMessages(account.db, [message as never], 'unread')
  const asked: string[] = []
  account.answers['older-messages'] = async ({ conversation }) => {
    asked.push(conversation)
    return { count: 0, complete: true }
  }
  await account.db.conversations.update(eve, { historyComplete: true })
  const { rerender } = show(<ChatsPage conversation={null} />, account)
  expect(await screen.findByRole('link', { name: /^Requests.*1 request/ })).toHaveAttribute('href', '#/chats/requests')
  rerender(<ChatsPage conversation={null} requests />)
  expect(await screen.findByRole('heading', { name: 'Requests' })).toBeInTheDocument()
  expect(await screen.findByRole('link', { name: /psst/ })).toHaveAttribute('href', '#/chats/eve%40example.org')
  rerender(<ChatsPage conversation={eve} />)
  await screen.findByText(/is not among your contacts/)
  await userEvent.click(screen.getByRole('button', { name: 'Delete' }))
  await screen.findByText('Request deleted from this device.')
  await waitFor(async () => expect(await account.db.messages.count()).toBe(0))
  await screen.findByText('Your conversations')
  expect(asked).toEqual([])
  await userEvent.click(screen.getByRole('button', { name: 'Undo' }))
  await screen.findByText(/is not among your contacts/)
  await userEvent.click(screen.getByRole('button', { name: 'Accept' }))
  await waitFor(() => expect(screen.queryByText(/is not among your contacts/)).toBeNull())
})
