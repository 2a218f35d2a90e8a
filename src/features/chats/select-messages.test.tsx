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

const [ada, bob, cleo] = [jid('ada@elsewhere.example'), jid('bob@elsewhere.example'), jid('cleo@elsewhere.example')]
let account: TestAccount
let message: ReturnType<typeof talkBetween>

useBoxes()
beforeEach(() => {
  account = testAccount()
  message = talkBetween(account.jid, ada)
  useSession.getState().reset()
})
afterEach(async () => {
  vi.restoreAllMocks()
  await account.db.delete()
})

async function open(...messages: Message[]): Promise<void> {
  await account.db.messages.bulkPut(messages)
  await noteMessages(account.db, messages, 'read')
  for (const [at, jid] of [bob, cleo].entries())
    await account.db.contacts.put({ jid, name: ['Bob', 'Cleo'][at] ?? '', subscription: 'both', ask: false, groups: [] })
  show(<ChatsPage conversation={ada} />, account)
  for (const { body } of messages) await waitFor(() => expect(articleOf(body)).toBeVisible())
}
const bar = () => screen.findByRole('region', { name: 'Selected messages' })
const press = async (name: string) => userEvent.click(within(await bar()).getByRole('button', { name }))
const box = (text: string) => screen.getByRole('checkbox', { name: `Select: ${text}` })

test('with the keyboard: from message to message, Space selects, the count is told, Escape leaves and the composer is back', async () => {
  await open(message(0, 'One', false), message(1, 'Two', true), message(2, 'Three', true))
  await chooseFor('Two', 'Select')
  expect(await bar()).toHaveTextContent('1 selected')
  expect(screen.queryByRole('textbox', { name: 'Message' })).toBeNull()
  await waitFor(() => expect(articleOf('Two')).toHaveFocus())
  await userEvent.keyboard('{ArrowUp} ')
  expect(box('One')).toBeChecked()
  await waitFor(async () => expect(await bar()).toHaveTextContent('2 selected'))
  // What others wrote is not mine to delete.
  expect(within(await bar()).getByRole('button', { name: 'Delete' })).toBeDisabled()
  await userEvent.keyboard(' ')
  await waitFor(async () => expect(within(await bar()).getByRole('button', { name: 'Delete' })).toBeEnabled())
  await userEvent.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByRole('region', { name: 'Selected messages' })).toBeNull())
  expect(screen.queryByRole('checkbox')).toBeNull()
  expect(await screen.findByRole('textbox', { name: 'Message' })).toBeVisible()
})

test('several are copied with names and times, starred, deleted and taken back at once', async () => {
  const written = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
  await open(message(0, 'One', false), message(1, 'Two', true), message(2, 'Three', true))
  await chooseFor('Two', 'Select')
  await userEvent.click(await screen.findByRole('checkbox', { name: 'Select: One' }))
  await press('Copy')
  await waitFor(() => expect(written).toHaveBeenCalledOnce())
  expect(written.mock.calls[0]?.[0]).toMatch(
    /^\[6\/1\/26, 12:00.PM\] ada@elsewhere\.example: One\n\[6\/1\/26, 12:01.PM\] me@example\.org: Two$/u,
  )

  await chooseFor('Two', 'Select')
  await userEvent.click(await screen.findByRole('checkbox', { name: 'Select: Three' }))
  await press('Star')
  for (const text of ['Two', 'Three']) await within(articleOf(text)).findByRole('img', { name: 'Starred' })
  await userEvent.click(screen.getByRole('button', { name: 'Undo' }))
  await waitFor(() => expect(screen.queryByRole('img', { name: 'Starred' })).toBeNull())

  await chooseFor('Two', 'Select')
  await userEvent.click(await screen.findByRole('checkbox', { name: 'Select: Three' }))
  await press('Delete')
  const gone = (): HTMLElement[] => within(screen.getByRole('log')).getAllByText('This message was deleted')
  await waitFor(() => expect(gone()).toHaveLength(2))
  await userEvent.click(screen.getAllByRole('button', { name: 'Undo' }).at(-1) as HTMLElement)
  await waitFor(() => expect(articleOf('Three')).toBeVisible())
  expect(articleOf('Two')).toBeVisible()
})

test('several go to several people, found by name, and are taken back at once', async () => {
  await open(message(0, 'One', false), message(1, 'Two', true))
  await chooseFor('One', 'Select')
  await userEvent.click(await screen.findByRole('checkbox', { name: 'Select: Two' }))
  await press('Forward')
  const dialog = await screen.findByRole('dialog', { name: 'Forward 2 messages' })
  await userEvent.type(within(dialog).getByRole('textbox', { name: 'Find somebody' }), 'cle')
  expect(within(dialog).queryByRole('checkbox', { name: 'Bob' })).toBeNull()
  await userEvent.click(await within(dialog).findByRole('checkbox', { name: 'Cleo' }))
  await userEvent.clear(within(dialog).getByRole('textbox', { name: 'Find somebody' }))
  await userEvent.click(await within(dialog).findByRole('checkbox', { name: 'Bob' }))
  await userEvent.click(within(dialog).getByRole('button', { name: 'Send to 2 people' }))
  const sent = async (to: string) => (await account.db.messages.where({ conversation: to }).sortBy('order')).map(({ body }) => body)
  await waitFor(async () => expect(await sent(bob)).toEqual(['ada@elsewhere.example:\n> One', 'Two']))
  expect(await sent(cleo)).toHaveLength(2)
  await waitFor(() => expect(screen.queryByRole('region', { name: 'Selected messages' })).toBeNull())
  await userEvent.click(screen.getByRole('button', { name: 'Undo' }))
  await waitFor(async () => expect([...(await sent(bob)), ...(await sent(cleo))]).toEqual([]))
})
