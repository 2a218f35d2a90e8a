import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { useSession } from '#components/session-store.ts'
import type { Message } from '#model/message.ts'
import { noteMessages } from '#storage/conversations.ts'
import { talkBetween } from '../../../tests/support/chat-messages.ts'
import { useBoxes } from '../../../tests/support/layout.ts'
import { jid, show, type TestAccount, testAccount } from '../../../tests/support/screen.tsx'
import { ChatsPage } from './chats-page.tsx'

const ada = jid('ada@elsewhere.example')
let account: TestAccount
let message: ReturnType<typeof talkBetween>

useBoxes()
beforeEach(async () => {
  account = testAccount()
  message = talkBetween(account.jid, ada)
  useSession.getState().reset()
  await account.db.contacts.put({ jid: ada, name: 'Ada', subscription: 'both', ask: false, groups: [] })
})
afterEach(() => account.db.delete())

async function open(...messages: Message[]): Promise<void> {
  await account.db.messages.bulkPut(messages)
  await noteMessages(account.db, messages, 'read')
  show(<ChatsPage conversation={ada} />, account)
  await waitFor(() => expect(screen.queryAllByRole('article')).toHaveLength(messages.length))
}
const inbox = () => screen.getByRole('list', { name: 'Conversations' })
const mine = async () => (await account.db.messages.orderBy('order').toArray()).filter(({ direction }) => direction === 'out')

test('a spoiler is folded everywhere until its reader wants it, and can be folded again', async () => {
  const reply = { id: 'id-0', to: ada, quote: '' }
  const links = [{ url: 'https://example.org/', title: 'The end', description: '' }]
  await open(
    message(1, 'No!', false, { reply }),
    message(2, 'They die https://example.org/', false, { spoiler: 'Love story end', links }),
    message(0, 'They all die', false, { spoiler: '' }),
  )
  const folded = await screen.findByRole('button', { name: 'Spoiler: Love story end', expanded: false })
  expect(screen.queryByText(/die/)).toBeNull()
  expect(screen.queryByText('The end')).toBeNull()
  expect(await screen.findByRole('button', { name: /is answered: Ada\s*Spoiler/ })).toBeVisible()
  expect(inbox()).toHaveTextContent('Spoiler: Love story end')
  await userEvent.click(folded)
  expect(screen.getByText(/They die/)).toBeVisible()
  expect(screen.getByText('The end')).toBeVisible()
  expect(screen.queryByText('They all die')).toBeNull()
  await userEvent.click(screen.getByRole('button', { name: 'Spoiler: Love story end', expanded: true }))
  expect(screen.queryByText(/They die/)).toBeNull()
})

test('what is written goes as a spoiler with what it is about, and the next message is none', async () => {
  await open(message(0, 'Well?', false))
  const field = await screen.findByRole('textbox', { name: 'Message' })
  const hide = async (): Promise<void> => {
    await userEvent.click(await screen.findByRole('button', { name: 'Add something else' }))
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Hide as a spoiler' }))
  }
  await hide()
  await userEvent.click(await screen.findByRole('button', { name: 'Do not hide' }))
  expect(screen.queryByRole('textbox', { name: 'What is it about?' })).toBeNull()
  await hide()
  await userEvent.type(await screen.findByRole('textbox', { name: 'What is it about?' }), 'The last chapter')
  await userEvent.type(field, 'It was a dream{Enter}')
  await waitFor(async () => expect(await mine()).toMatchObject([{ body: 'It was a dream', spoiler: 'The last chapter' }]))
  await waitFor(() => expect(screen.queryByRole('textbox', { name: 'What is it about?' })).toBeNull())
  fireEvent.change(field, { target: { value: 'Sorry' } })
  fireEvent.keyDown(field, { key: 'Enter' })
  await waitFor(async () => expect((await mine()).at(1)).toMatchObject({ body: 'Sorry' }))
  expect((await mine()).at(1)).not.toHaveProperty('spoiler')
})

test('who does something is told wherever the words stand: in the row, the inbox, an answer and what is pinned', async () => {
  await account.db.records.put({
    key: `mark:${ada}/id-0`,
    kind: 'mark',
    id: `${ada}/id-0`,
    value: { from: ada, sentAt: 1, pinned: 1, starred: null },
    changedAt: 1,
    state: 'settled',
  })
  await open(
    message(0, '/me waves', false),
    message(1, 'Hi', true, { reply: { id: 'id-0', to: ada, quote: '/me waves' } }),
    message(2, '/me sits down', false),
  )
  expect(inbox()).toHaveTextContent('Ada sits down')
  expect(await screen.findByRole('button', { name: /is answered: .*Ada waves/ })).toBeVisible()
  expect(within(await screen.findByRole('region', { name: 'Pinned messages' })).getByText('Ada waves')).toBeVisible()
  expect(screen.getAllByRole('article').at(-1)).toHaveTextContent('Ada sits down')
  expect(document.body.textContent).not.toContain('/me')
})

test('whom the words name leads to their profile; who writes @ chooses a person, and their address goes along', async () => {
  await open(message(0, 'Ask @Ada, not @Adam', false, { mentions: [{ text: '@Ada', jid: ada }] }))
  const chip = await screen.findByRole('link', { name: '@Ada' })
  expect(chip).toHaveAttribute('href', `#/people/${encodeURIComponent(ada)}`)
  const field = await screen.findByRole('textbox', { name: 'Message' })
  await userEvent.type(field, 'Thanks @ad')
  await screen.findByRole('option', { name: /Ada/ })
  await userEvent.keyboard('{Enter}')
  await waitFor(() => expect(field).toHaveValue('Thanks @Ada '))
  fireEvent.change(field, { target: { value: 'Thanks @Ada for that' } })
  fireEvent.keyDown(field, { key: 'Enter' })
  await waitFor(async () => expect(await mine()).toMatchObject([{ body: 'Thanks @Ada for that', mentions: [{ text: '@Ada', jid: ada }] }]))
  await waitFor(() => expect(screen.getAllByRole('link', { name: '@Ada' })).toHaveLength(2))
})

test('a name that was taken out of the words again is not told', async () => {
  await open(message(0, 'Hm', false))
  const field = await screen.findByRole('textbox', { name: 'Message' })
  await userEvent.type(field, '@ad')
  await screen.findByRole('option', { name: /Ada/ })
  await userEvent.keyboard('{Tab}')
  await waitFor(() => expect(field).toHaveValue('@Ada '))
  fireEvent.change(field, { target: { value: 'nobody' } })
  fireEvent.keyDown(field, { key: 'Enter' })
  await waitFor(async () => expect(await mine()).toMatchObject([{ body: 'nobody' }]))
  expect((await mine())[0]).not.toHaveProperty('mentions')
})
