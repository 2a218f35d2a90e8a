import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
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
const ask = vi.fn<typeof fetch>()

useBoxes()
beforeEach(() => {
  account = testAccount()
  message = talkBetween(account.jid, ada)
  useSession.getState().reset()
  ask.mockReset()
  vi.stubGlobal('fetch', ask)
})
afterEach(async () => {
  vi.unstubAllGlobals()
  await account.db.delete()
})

async function open(...messages: Message[]): Promise<void> {
  await account.db.messages.bulkPut(messages)
  await noteMessages(account.db, messages, 'read')
  show(<ChatsPage conversation={ada} />, account)
  await screen.findByRole('textbox', { name: 'Message' })
}

const link = { url: 'https://www.example.org/bread', title: 'Rye bread', description: 'All about it' }
const picture = { url: 'https://pictures.example/loaf.jpg', alt: 'A loaf', width: 600, height: 315 }
const sent = async (): Promise<Message | undefined> => (await account.db.messages.toArray()).find(({ direction }) => direction === 'out')

test('a card stands under the words and leads to the page; its picture waits for consent', async () => {
  await open(message(0, `See ${link.url}`, false, { links: [{ ...link, picture }] }))
  const cards = await screen.findByRole('list', { name: 'Link cards' })
  const card = within(cards).getByRole('link', { name: /www\.example\.org.*Rye bread.*All about it/ })
  expect(card).toHaveAttribute('href', link.url)
  expect(card).toHaveAttribute('referrerpolicy', 'no-referrer')
  expect(within(cards).queryByRole('img', { name: 'A loaf' })).toBeNull()
  await userEvent.click(await within(cards).findByRole('button', { name: 'Show picture' }))
  expect(await within(cards).findByRole('img', { name: 'A loaf' })).toHaveAttribute('src', picture.url)
  expect(ask).not.toHaveBeenCalled()
})

test('what was taken back has no card, nor does it keep one', async () => {
  await open(message(0, '', false, { retracted: true }), message(1, 'later', false))
  await within(await screen.findByRole('log')).findByText('later')
  expect(screen.queryByRole('list', { name: 'Link cards' })).toBeNull()
})

test('who writes a link is offered a card; the page is asked on request only, and what is told of it goes along', async () => {
  const page = '<head><meta property="og:title" content="Bread"><meta property="og:image" content="/loaf.jpg">'
  ask.mockResolvedValue(new Response(page, { headers: { 'Content-Type': 'text/html' } }))
  await open()
  const field = await screen.findByRole('textbox', { name: 'Message' })
  fireEvent.change(field, { target: { value: `See ${link.url}.` } })
  const offer = await screen.findByRole('button', { name: 'Attach a card for example.org' })
  expect(ask).not.toHaveBeenCalled()
  await userEvent.click(offer)
  const name = await screen.findByRole('textbox', { name: 'Name of the page' })
  expect(name).toHaveValue('Bread')
  fireEvent.change(name, { target: { value: 'Rye bread ' } })
  const told = [{ url: link.url, title: 'Rye bread', description: '', picture: { url: 'https://www.example.org/loaf.jpg' } }]
  const draft = { title: 'Rye bread ' }
  await waitFor(async () => expect(await account.db.drafts.get(`chat:${ada}`)).toMatchObject({ said: { links: [draft] } }))
  fireEvent.keyDown(name, { key: 'Enter', ctrlKey: true })
  await waitFor(async () => expect(await sent()).toMatchObject({ body: `See ${link.url}.`, links: told }))
  await waitFor(() => expect(screen.queryByRole('group', { name: 'Card for example.org' })).toBeNull())
  expect(ask).toHaveBeenCalledOnce()
})

test('a card of a link that was taken out of the words again does not go', async () => {
  ask.mockRejectedValue(new TypeError('Failed to fetch'))
  await open()
  const field = await screen.findByRole('textbox', { name: 'Message' })
  fireEvent.change(field, { target: { value: link.url } })
  await userEvent.click(await screen.findByRole('button', { name: 'Attach a card for example.org' }))
  fireEvent.change(await screen.findByRole('textbox', { name: 'Name of the page' }), { target: { value: 'Mine' } })
  fireEvent.change(field, { target: { value: 'never mind' } })
  fireEvent.keyDown(field, { key: 'Enter' })
  await waitFor(async () => expect(await sent()).toMatchObject({ body: 'never mind' }))
  expect(await sent()).not.toHaveProperty('links')
})
