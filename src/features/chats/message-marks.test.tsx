import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useSession } from '#components/session-store.ts'
import type { Message } from '#model/message.ts'
import { noteMessages } from '#storage/conversations.ts'
import { talkBetween } from '../../../tests/support/chat-messages.ts'
import { useBoxes } from '../../../tests/support/layout.ts'
import { articleOf, chooseFor } from '../../../tests/support/message-menu.ts'
import { jid, show, type TestAccount, testAccount } from '../../../tests/support/screen.tsx'
import { ChatsPage } from './chats-page.tsx'
import { StarredPage } from './starred-page.tsx'

const ada = jid('ada@elsewhere.example')
let account: TestAccount
const fetchMarked = vi.fn()
let message: ReturnType<typeof talkBetween>

useBoxes()
beforeEach(() => {
  account = testAccount({ 'open-marked': fetchMarked })
  fetchMarked.mockReset()
  message = talkBetween(account.jid, ada)
  useSession.getState().reset()
})
afterEach(() => account.db.delete())

async function open(...messages: Message[]): Promise<void> {
  await account.db.messages.bulkPut(messages)
  await noteMessages(account.db, messages, 'read')
  show(<ChatsPage conversation={ada} />, account)
  for (const { body } of messages) await waitFor(() => expect(articleOf(body)).toBeVisible())
}
const line = () => screen.findByRole('region', { name: 'Pinned messages' })

test('a pinned message stands at the top and leads to its place; several are a list, and each can be taken back', async () => {
  await open(message(0, 'The key is under the mat', false), message(1, 'Thanks', true))
  await chooseFor('The key', 'Pin')
  expect(await within(await line()).findByRole('button', { name: /ada@elsewhere\.example.*The key is under the mat/ })).toBeVisible()
  expect(await within(articleOf('The key')).findByRole('img', { name: 'Pinned' })).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: 'Undo' }))
  await waitFor(() => expect(screen.queryByRole('region', { name: 'Pinned messages' })).toBeNull())

  await chooseFor('The key', 'Pin')
  await chooseFor('Thanks', 'Pin')
  await userEvent.click(await within(await line()).findByRole('button', { name: '2 pinned' }))
  const all = await screen.findByRole('dialog', { name: 'Pinned messages' })
  const entries = within(all).getAllByRole('listitem')
  expect(entries.map(each => each.textContent)).toEqual([expect.stringContaining('Thanks'), expect.stringContaining('The key')])
  await userEvent.click(within(entries[0] as HTMLElement).getByRole('button', { name: 'Unpin' }))
  await waitFor(() => expect(within(all).getAllByRole('listitem')).toHaveLength(1))
  await userEvent.click(within(all).getByRole('button', { name: /The key/ }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  await waitFor(() => expect(articleOf('The key')).toHaveFocus())
})

test('a star is seen at the message and on the page of all conversations, from where it can be removed', async () => {
  await open(message(0, 'A recipe', false), message(1, 'Thanks', true))
  await chooseFor('A recipe', 'Star')
  expect(await within(articleOf('A recipe')).findByRole('img', { name: 'Starred' })).toBeVisible()
  expect(await screen.findByRole('link', { name: 'Starred messages' })).toHaveAttribute('href', '#/chats/starred')
  show(<StarredPage />, account)
  const list = await screen.findByRole('list', { name: 'Starred messages' })
  expect(within(list).getByRole('link', { name: /A recipe.*in the chat with ada@elsewhere\.example/ })).toHaveAttribute(
    'href',
    `#/chats/${encodeURIComponent(ada)}?message=m0`,
  )
  await userEvent.click(within(list).getByRole('button', { name: 'Remove star' }))
  expect(await screen.findByText('No starred messages')).toBeVisible()
})

test('what is marked and not here is fetched when it is chosen, and it is said where it cannot be', async () => {
  const mark = { from: ada, sentAt: 5, archiveId: 'a-0', pinned: 1, starred: 1 }
  await account.db.records.put({ key: `mark:${ada}/id-0`, kind: 'mark', id: `${ada}/id-0`, value: mark, changedAt: 1, state: 'settled' })
  await open(message(9, 'Thanks', true))
  const entry = await within(await line()).findByRole('button', { name: /Choose it to fetch it/ })
  await userEvent.click(entry)
  expect(await screen.findByText(/there is no connection now/)).toBeVisible()
  expect(fetchMarked).not.toHaveBeenCalled()
  useSession.getState().receive({ kind: 'session', state: { kind: 'online', resumed: false, catchingUp: false } })
  fetchMarked.mockResolvedValueOnce({ found: false })
  await userEvent.click(entry)
  expect(await screen.findByText('The server does not have this message any more.')).toBeVisible()
  fetchMarked.mockImplementationOnce(async () => {
    await account.db.messages.put(message(0, 'The key is under the mat', false))
    return { found: true }
  })
  await userEvent.click(entry)
  await waitFor(() => expect(articleOf('The key')).toHaveFocus())
  expect(fetchMarked).toHaveBeenLastCalledWith({ conversation: ada, name: 'id-0', archiveId: 'a-0', sentAt: 5 })
})
