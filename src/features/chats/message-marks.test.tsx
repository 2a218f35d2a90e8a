import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { useSession } from '#components/session-store.ts'
import type { Message } from '#model/message.ts'
import { noteMessages } from '#storage/conversations.ts'
import { talkBetween } from '../../../tests/support/chat-messages.ts'
import { useBoxes } from '../../../tests/support/layout.ts'
import { jid, show, type TestAccount, testAccount } from '../../../tests/support/screen.tsx'
import { ChatsPage } from './chats-page.tsx'
import { StarredPage } from './starred-page.tsx'

const ada = jid('ada@elsewhere.example')
let account: TestAccount
let message: ReturnType<typeof talkBetween>

useBoxes()
beforeEach(() => {
  account = testAccount()
  message = talkBetween(account.jid, ada)
  useSession.getState().reset()
})
afterEach(() => account.db.delete())

async function open(...messages: Message[]): Promise<void> {
  await account.db.messages.bulkPut(messages)
  await noteMessages(account.db, messages, 'read')
  show(<ChatsPage conversation={ada} />, account)
  for (const { body } of messages) await waitFor(() => expect(article(body)).toBeVisible())
}
const article = (text: string): HTMLElement =>
  screen.getAllByRole('article').find(each => each.textContent.includes(text)) ?? expect.fail(`no message says "${text}"`)
async function choose(text: string, item: string): Promise<void> {
  await userEvent.click(within(article(text)).getByRole('button', { name: 'More' }))
  await userEvent.click(await screen.findByRole('menuitem', { name: item }))
}
const line = () => screen.findByRole('region', { name: 'Pinned messages' })

test('a pinned message stands at the top and leads to its place; several are a list, and each can be taken back', async () => {
  await open(message(0, 'The key is under the mat', false), message(1, 'Thanks', true))
  await choose('The key', 'Pin')
  expect(await within(await line()).findByRole('button', { name: /ada@elsewhere\.example.*The key is under the mat/ })).toBeVisible()
  expect(await within(article('The key')).findByRole('img', { name: 'Pinned' })).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: 'Undo' }))
  await waitFor(() => expect(screen.queryByRole('region', { name: 'Pinned messages' })).toBeNull())

  await choose('The key', 'Pin')
  await choose('Thanks', 'Pin')
  await userEvent.click(await within(await line()).findByRole('button', { name: '2 pinned' }))
  const all = await screen.findByRole('dialog', { name: 'Pinned messages' })
  const entries = within(all).getAllByRole('listitem')
  expect(entries.map(each => each.textContent)).toEqual([expect.stringContaining('Thanks'), expect.stringContaining('The key')])
  await userEvent.click(within(entries[0] as HTMLElement).getByRole('button', { name: 'Unpin' }))
  await waitFor(() => expect(within(all).getAllByRole('listitem')).toHaveLength(1))
  await userEvent.click(within(all).getByRole('button', { name: /The key/ }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  await waitFor(() => expect(article('The key')).toHaveFocus())
})

test('a star is seen at the message and on the page of all conversations, from where it can be removed', async () => {
  await open(message(0, 'A recipe', false), message(1, 'Thanks', true))
  await choose('A recipe', 'Star')
  expect(await within(article('A recipe')).findByRole('img', { name: 'Starred' })).toBeVisible()
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
