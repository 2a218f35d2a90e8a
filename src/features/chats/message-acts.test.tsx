import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useSession } from '#components/session-store.ts'
import type { Message } from '#model/message.ts'
import { noteMessages } from '#storage/conversations.ts'
import { talkBetween } from '../../../tests/support/chat-messages.ts'
import { useBoxes } from '../../../tests/support/layout.ts'
import { jid, show, type TestAccount, testAccount } from '../../../tests/support/screen.tsx'
import { ChatsPage } from './chats-page.tsx'

const ada = jid('ada@example.org')
let account: TestAccount

useBoxes()
beforeEach(() => {
  account = testAccount()
  useSession.getState().reset()
  useSession.getState().receive({ kind: 'session', state: { kind: 'online', resumed: false, catchingUp: false } })
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
})
afterEach(async () => {
  vi.restoreAllMocks()
  await account.db.delete()
})

function message(minute: number, body: string, mine: boolean, more: Partial<Message> = {}): Message {
  return talkBetween(account.jid, ada)(minute, body, mine, more)
}

async function open(...messages: Message[]): Promise<void> {
  await account.db.messages.bulkPut(messages)
  await noteMessages(account.db, messages, 'read')
  show(<ChatsPage conversation={ada} />, account)
  await says(messages.at(-1)?.body ?? '')
  // The list opens at its end; what is above comes with it.
  await says(messages[0]?.body ?? '')
}

const articles = (text: string): HTMLElement[] => screen.queryAllByRole('article').filter(each => each.textContent.includes(text))
const article = (text: string): HTMLElement => {
  const [found] = articles(text)
  if (!found) throw new Error(`no message says "${text}"`)
  return found
}
const says = (text: string): Promise<void> => waitFor(() => expect(articles(text)).not.toEqual([]))
const field = () => screen.findByRole('textbox', { name: 'Message' })
const intents = async () => (await account.db.outbox.toArray()).map(({ intent }) => intent)
async function choose(text: string, item: string): Promise<void> {
  await userEvent.click(await within(article(text)).findByRole('button', { name: 'More' }))
  await userEvent.click(await screen.findByRole('menuitem', { name: item }))
}

test('an answer names its message, keeps it over a reload, and shows it above the words; Escape answers nothing', async () => {
  await open(message(0, 'Shall we?', false), message(1, 'Hm.', true))
  await userEvent.click(await within(article('Shall we?')).findByRole('button', { name: 'Reply' }))
  await screen.findByText('Reply to ada@example.org')
  await userEvent.keyboard('{Escape}')
  expect(screen.queryByText('Reply to ada@example.org')).toBeNull()
  await userEvent.click(await within(article('Shall we?')).findByRole('button', { name: 'Reply' }))
  await userEvent.type(await field(), 'Gladly')
  await waitFor(async () => expect(await account.db.drafts.get(`chat:${ada}`)).toMatchObject({ text: 'Gladly', answers: 'm0' }))
  await userEvent.keyboard('{Enter}')
  const sent = async (): Promise<Message | undefined> => (await account.db.messages.toArray()).find(({ body }) => body === 'Gladly')
  await waitFor(async () => expect((await sent())?.reply).toEqual({ id: 'id-0', to: ada, quote: 'Shall we?' }))
  const bubble = await screen.findByRole('button', { name: /^Go to the message that is answered: .*Shall we\?/ })
  await userEvent.click(bubble)
  await waitFor(() => expect(article('Gladly')).toBeInTheDocument())
})

test('one’s own words get others, by the menu or with the arrow key; what was being written waits', async () => {
  await open(message(0, 'helo', true))
  await userEvent.type(await field(), 'half a sentence')
  await choose('helo', 'Edit')
  const edit = await screen.findByRole('textbox', { name: 'Edit message' })
  expect(edit).toHaveValue('helo')
  await userEvent.clear(edit)
  await userEvent.type(edit, 'hello{Enter}')
  await says('hello')
  expect(await intents()).toMatchObject([{ kind: 'send-effect', deed: 'correction' }])
  expect(await field()).toHaveValue('half a sentence')
  await userEvent.click(screen.getByRole('button', { name: /^Edited/i }))
  const dialog = await screen.findByRole('dialog')
  expect(dialog).toHaveTextContent('helo')
  await userEvent.click(within(dialog).getByRole('button', { name: 'Close' }))
  await userEvent.clear(await field())
  await userEvent.type(await field(), '{ArrowUp}')
  expect(await screen.findByRole('textbox', { name: 'Edit message' })).toHaveValue('hello')
})

test('other words for what was taken back elsewhere meanwhile stay in the field', async () => {
  await open(message(0, 'helo', true))
  await choose('helo', 'Edit')
  const edit = await screen.findByRole('textbox', { name: 'Edit message' })
  await account.db.messages.update('m0', { body: '', retracted: true })
  await userEvent.type(edit, ' and more{Enter}')
  expect(await screen.findByText('The change could not be sent.')).toBeVisible()
  expect(edit).toHaveValue('helo and more')
})

test('an answer does not say again what was taken back while it was written', async () => {
  await open(message(0, 'oops', true), message(1, 'Hm.', false))
  await userEvent.click(await within(article('oops')).findByRole('button', { name: 'Reply' }))
  await userEvent.type(await field(), 'Never mind')
  // Its words are still here, for as long as that can be undone.
  await account.db.messages.update('m0', { retracted: true, change: 'queued' })
  await waitFor(() => expect(screen.queryByText('oops')).toBeNull())
  await userEvent.keyboard('{Enter}')
  const sent = async (): Promise<Message | undefined> => (await account.db.messages.toArray()).find(({ body }) => body === 'Never mind')
  await waitFor(async () => expect((await sent())?.reply).toEqual({ id: 'id-0', to: account.jid, quote: '' }))
  await waitFor(async () => expect(await field()).toHaveValue(''))
})

test('a message is taken back with a way to undo it, and stands as deleted until then', async () => {
  await open(message(0, 'before', false), message(1, 'oops', true))
  await choose('oops', 'Delete')
  await says('This message was deleted')
  expect(articles('oops')).toEqual([])
  await userEvent.click(await screen.findByRole('button', { name: 'Undo' }))
  await says('oops')
  expect(await intents()).toEqual([])
})

test('somebody else’s message is neither changed nor deleted by me, but felt about', async () => {
  await open(message(0, 'theirs', false))
  await userEvent.click(await within(article('theirs')).findByRole('button', { name: 'More' }))
  expect((await screen.findAllByRole('menuitem')).map(item => item.textContent)).toEqual([
    'Copy',
    'Pin',
    'Star',
    'Forward',
    'Select',
    'Info',
  ])
  await userEvent.keyboard('{Escape}')
  await userEvent.click(await within(article('theirs')).findByRole('button', { name: 'React' }))
  await userEvent.click(await screen.findByRole('button', { name: '🎉' }))
  const chip = await screen.findByRole('button', { name: /^🎉 1 person/ })
  expect(chip).toHaveAttribute('aria-pressed', 'true')
  expect(await intents()).toMatchObject([{ kind: 'send-effect', deed: 'reactions' }])
  await userEvent.click(chip)
  await waitFor(() => expect(screen.queryByRole('button', { name: /^🎉 1 person/ })).toBeNull())
  expect(await intents()).toEqual([])
})

test('a change that was refused says so, stays in sight and is tried again or given up', async () => {
  await open(
    message(0, 'hello', true, {
      change: 'failed',
      versions: [
        { body: 'helo', at: 1 },
        { body: 'hello', at: 2 },
      ],
    }),
  )
  expect(await screen.findByText('The change could not be sent.')).toBeVisible()
  expect(screen.getByRole('button', { name: 'Try again' })).toBeVisible()
  expect(screen.getByRole('button', { name: 'Discard' })).toBeVisible()
})

test('other words that were not saved are there when the message is changed again; given up on, they can be taken back', async () => {
  await open(message(0, 'helo', true), message(1, 'wrld', true))
  await choose('helo', 'Edit')
  await userEvent.type(await screen.findByRole('textbox', { name: 'Edit message' }), ', my dear')
  // Another one is changed first.
  await choose('wrld', 'Edit')
  await waitFor(() => expect(screen.getByRole('textbox', { name: 'Edit message' })).toHaveValue('wrld'))
  await userEvent.click(screen.getByRole('button', { name: 'Cancel' }))
  expect(screen.queryByText('Change discarded')).toBeNull()
  await choose('helo', 'Edit')
  await waitFor(() => expect(screen.getByRole('textbox', { name: 'Edit message' })).toHaveValue('helo, my dear'))
  await userEvent.keyboard('{Escape}')
  expect(screen.queryByRole('textbox', { name: 'Edit message' })).toBeNull()
  await waitFor(async () => expect(await account.db.drafts.count()).toBe(0))
  await userEvent.click(await screen.findByRole('button', { name: 'Undo' }))
  await waitFor(() => expect(screen.getByRole('textbox', { name: 'Edit message' })).toHaveValue('helo, my dear'))
  await userEvent.keyboard('{Enter}')
  await says('helo, my dear')
  expect(await account.db.drafts.count()).toBe(0)
})

test('the keyboard goes on from a message that was deleted, and from the next one where it is gone', async () => {
  await open(message(0, 'helo', true), message(1, 'not sent', true, { state: 'failed' }))
  await choose('helo', 'Delete')
  await waitFor(() => expect(screen.getByText('This message was deleted')).toBeInTheDocument())
  await waitFor(() => expect(document.activeElement).toHaveAttribute('data-message', 'm0'))
  await userEvent.click(within(article('not sent')).getByRole('button', { name: 'Discard' }))
  await waitFor(() => expect(articles('not sent')).toEqual([]))
  expect(document.activeElement).toHaveAttribute('data-message', 'm0')
})

test('the arrow keys are those of what plays and of a dialog where they are pressed there', async () => {
  await open(message(0, 'one', false), message(1, 'two', false))
  article('two').focus()
  await userEvent.keyboard('{ArrowUp}')
  expect(article('one')).toHaveFocus()
  await choose('one', 'Info')
  const dialog = await screen.findByRole('dialog')
  const [close] = await within(dialog).findAllByRole('button', { name: 'Close' })
  close?.focus()
  await userEvent.keyboard('{ArrowDown}')
  expect(document.activeElement).toBe(close)
})
