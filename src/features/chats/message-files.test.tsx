import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useSession } from '#components/session-store.ts'
import { aliasOfSender } from '#model/message-alias.ts'
import type { Message } from '#model/message.ts'
import type { Enclosure } from '#model/post.ts'
import { noteMessages } from '#storage/conversations.ts'
import { useBoxes } from '../../../tests/support/layout.ts'
import { jid, show, type TestAccount, testAccount } from '../../../tests/support/screen.tsx'
import { ChatsPage } from './chats-page.tsx'

const ada = jid('ada@elsewhere.example')
const noon = new Date(2026, 5, 1, 12).getTime()
let account: TestAccount

useBoxes()
beforeEach(() => {
  account = testAccount()
  useSession.getState().reset()
  useSession.getState().receive({ kind: 'session', state: { kind: 'online', resumed: false, catchingUp: false } })
})
afterEach(async () => {
  vi.restoreAllMocks()
  await account.db.delete()
})

function file(url: string, more: Partial<Enclosure> = {}): Enclosure {
  return { url, mediaType: 'image/jpeg', title: 'harbour.jpg', bytes: 1000, width: 400, height: 300, alt: 'A harbour', ...more }
}

function message(minute: number, mine: boolean, more: Partial<Message>): Message {
  const from = mine ? account.jid : ada
  return {
    key: `m${minute}`,
    conversation: ada,
    direction: mine ? 'out' : 'in',
    from,
    body: '',
    order: noon + minute * 60_000,
    sentAt: noon + minute * 60_000,
    state: mine ? 'sent' : 'received',
    failure: null,
    originId: `id-${minute}`,
    archiveId: `archive-${minute}`,
    aliases: [aliasOfSender(ada, from, `id-${minute}`)],
    wantsReceipt: false,
    markable: true,
    ...more,
  }
}

async function open(...messages: Message[]): Promise<HTMLElement[]> {
  await account.db.messages.bulkPut(messages)
  await noteMessages(account.db, messages, 'read')
  show(<ChatsPage conversation={ada} />, account)
  return await waitFor(() => {
    const rows = within(screen.getByRole('log')).getAllByRole('article')
    expect(rows).toHaveLength(messages.length)
    return rows
  })
}

const befriend = () => account.db.contacts.put({ jid: ada, name: 'Ada', subscription: 'both', ask: false, groups: [] })

test('a picture of a stranger is asked for first, one of a contact is simply there, beside what is said of it', async () => {
  const [row] = await open(message(0, false, { body: 'From the road', files: [file('https://pictures.example/1.jpg')] }))
  await userEvent.click(await screen.findByRole('button', { name: 'Show picture' }))
  const image = await within(row as HTMLElement).findByRole('img', { name: 'A harbour' })
  expect(image).toHaveAttribute('src', 'https://pictures.example/1.jpg')
  expect(row).toHaveTextContent('From the road')
})

test('what a contact shares: pictures in a grid, recordings and films to be played, everything else as links', async () => {
  await befriend()
  vi.spyOn(HTMLMediaElement.prototype, 'canPlayType').mockReturnValue('maybe')
  const [row] = await open(
    message(0, false, {
      files: [
        file('https://pictures.example/1.jpg'),
        file('https://pictures.example/2.jpg', { alt: 'A gull' }),
        file('https://pictures.example/3.ogg', { mediaType: 'audio/ogg', title: 'waves.ogg', alt: '' }),
        file('https://pictures.example/4.pdf', { mediaType: 'application/pdf', title: 'tides.pdf', alt: '' }),
      ],
    }),
  )
  const within_ = within(row as HTMLElement)
  expect(await within_.findAllByRole('img')).toHaveLength(2)
  expect(await within_.findByLabelText('waves.ogg')).toHaveAttribute('preload', 'none')
  expect(within_.getByRole('link', { name: /tides\.pdf/ })).toHaveAttribute('href', 'https://pictures.example/4.pdf')
})

test('a message without words has none to change, is quoted as what it is, and its address can be copied', async () => {
  const written = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
  const reply = { id: 'id-0', to: account.jid, quote: '' }
  const [row] = await open(
    message(0, true, { files: [file('https://upload.example.org/1.jpg')] }),
    message(1, false, { body: 'Where is that?', reply }),
  )
  expect(await screen.findByRole('button', { name: /is answered: .*Picture/ })).toBeVisible()
  await userEvent.click(within(row as HTMLElement).getByRole('button', { name: 'More' }))
  expect(screen.queryByRole('menuitem', { name: 'Edit' })).toBeNull()
  await userEvent.click(await screen.findByRole('menuitem', { name: 'Copy' }))
  expect(written).toHaveBeenCalledWith('https://upload.example.org/1.jpg')
})

test('what was taken back shows nothing of what it shared', async () => {
  await befriend()
  const [row] = await open(message(0, false, { retracted: true, files: [file('https://pictures.example/1.jpg')] }))
  expect(row).toHaveTextContent('This message was deleted')
  expect(within(row as HTMLElement).queryByRole('img')).toBeNull()
})
