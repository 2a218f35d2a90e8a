import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useSession } from '#components/session-store.ts'
import type { Message } from '#model/message.ts'
import type { Enclosure } from '#model/post.ts'
import { noteMessages } from '#storage/conversations.ts'
import { talkBetween } from '../../../tests/support/chat-messages.ts'
import { useBoxes } from '../../../tests/support/layout.ts'
import { jid, show, type TestAccount, testAccount } from '../../../tests/support/screen.tsx'
import { ChatsPage } from './chats-page.tsx'

const ada = jid('ada@elsewhere.example')
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
  return talkBetween(account.jid, ada)(minute, '', mine, more)
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
  const recording = await within_.findByRole('group', { name: 'waves.ogg' })
  expect(recording.querySelector('audio')).toHaveAttribute('preload', 'none')
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
  await userEvent.click(await within(row as HTMLElement).findByRole('button', { name: 'More' }))
  expect(screen.queryByRole('menuitem', { name: 'Edit' })).toBeNull()
  await userEvent.click(await screen.findByRole('menuitem', { name: 'Copy' }))
  expect(written).toHaveBeenCalledWith('https://upload.example.org/1.jpg')
})

test('a film stands in its shape with how it begins; where that did not come along it is looked at once that may be, and not before', async () => {
  vi.spyOn(HTMLMediaElement.prototype, 'canPlayType').mockReturnValue('maybe')
  const thumbnail = 'data:image/jpeg;base64,AAAA'
  const film = { mediaType: 'video/mp4', title: 'swim.mp4', alt: '', width: 1920, height: 1080 }
  const [row] = await open(
    message(0, false, { files: [file('https://films.example/1.mp4', { ...film, thumbnail }), file('https://films.example/2.mp4', film)] }),
  )
  await screen.findAllByRole('button', { name: 'Show video' })
  expect(row?.querySelector('video')).toBeNull()
  expect(row?.querySelector(`[src="${thumbnail}"], [poster]`)).toBeNull()
  await befriend()
  const films = await waitFor(() => {
    const found = [...(row?.querySelectorAll('video') ?? [])]
    expect(found).toHaveLength(2)
    return found
  })
  expect(films.map(each => [each.getAttribute('poster'), each.getAttribute('preload')])).toEqual([
    [thumbnail, 'none'],
    [null, 'metadata'],
  ])
  expect(films[0]?.style.aspectRatio).toMatch(/^1\.77/)
})

test('what was taken back shows nothing of what it shared', async () => {
  await befriend()
  const [row] = await open(message(0, false, { retracted: true, files: [file('https://pictures.example/1.jpg')] }))
  expect(row).toHaveTextContent('This message was deleted')
  expect(within(row as HTMLElement).queryByRole('img')).toBeNull()
})

const draftFiles = () => account.db.uploads.where('owner').equals(`chat:${ada}`).toArray()
const bytes = (name: string, type = 'text/plain') => new File(['bytes'], name, { type })

test('a file is pasted, described, taken out and put back, and goes with the words as a message of its own', async () => {
  await open(message(0, false, { body: 'Send it' }))
  const field = await screen.findByRole('textbox', { name: 'Message' })
  const send = screen.getByRole('button', { name: 'Send' })
  expect(send).toBeDisabled()
  await userEvent.click(field)
  await userEvent.paste({ files: [bytes('a.txt'), bytes('b.txt')], getData: () => '', items: [] } as never)
  const list = await screen.findByRole('list', { name: 'Pictures and files' })
  await waitFor(() => expect(within(list).getAllByRole('listitem')).toHaveLength(2))
  expect(send).toBeEnabled()
  await userEvent.click(within(list).getByRole('button', { name: 'Remove b.txt' }))
  await waitFor(async () => expect(await draftFiles()).toHaveLength(1))
  await userEvent.type(field, 'Here{Enter}')
  await waitFor(() => expect(within(screen.getByRole('log')).getAllByRole('article')).toHaveLength(3))
  const [, words, file] = await account.db.messages.orderBy('order').toArray()
  expect([words?.body, file?.body, file?.files?.[0]?.title]).toEqual(['Here', '', 'a.txt'])
  expect(await account.db.uploads.toArray()).toMatchObject([{ owner: file?.key }])
  await waitFor(() => expect(screen.queryByRole('list', { name: 'Pictures and files' })).toBeNull())
  expect(field).toHaveValue('')
  expect((await account.db.outbox.toArray()).map(({ lane }) => lane)).toEqual([`chat:${ada}`, `files:${ada}`])
  // Nobody else has it yet, so there is nothing to say of it.
  const row = screen.getAllByRole('article').at(-1) as HTMLElement
  expect(within(row).queryByRole('button', { name: 'Reply' })).toBeNull()
})

test('files alone can be sent, with the button, and answer what is answered', async () => {
  await open(message(0, false, { body: 'Send it' }))
  await userEvent.click(await screen.findByRole('button', { name: 'Reply' }))
  const input = document.querySelector<HTMLInputElement>('input[type=file]')
  await userEvent.upload(input as HTMLInputElement, bytes('a.txt'))
  await waitFor(() => expect(screen.getByRole('button', { name: 'Send' })).toBeEnabled())
  await userEvent.click(screen.getByRole('button', { name: 'Send' }))
  await waitFor(() => expect(within(screen.getByRole('log')).getAllByRole('article')).toHaveLength(2))
  expect((await account.db.messages.orderBy('order').last())?.reply).toMatchObject({ id: 'id-0' })
  expect(screen.queryByText(/^Reply to/)).toBeNull()
})

test('while it is under way it says how far it has come and can be stopped; refused, it says why, and is gone with its file', async () => {
  const upload = { id: 'one', owner: 'm0', place: 0, mediaType: 'text/plain', bytes: 5, width: null, height: null, name: 'a.txt', alt: '' }
  const kept = { original: false, blob: new Blob(['bytes']), light: null, left: null, state: 'prepared' as const, url: null }
  await account.db.uploads.put({ ...upload, ...kept })
  const files = [file('upload:one', { mediaType: 'text/plain', title: 'a.txt', alt: '' })]
  const own = message(0, true, { state: 'queued', files })
  await open(own)
  account.emit({ kind: 'upload', id: 'one', sent: 1, total: 4 })
  expect(await screen.findByText('Sending files: 25%')).toBeVisible()
  const cancel = vi.fn(async () => ({ cancelled: true }))
  account.answers['cancel-upload'] = cancel
  await userEvent.click(screen.getByRole('button', { name: 'Cancel' }))
  expect(cancel).toHaveBeenCalledWith({ owner: 'm0' })
  await account.db.messages.put({
    ...own,
    state: 'failed',
    failure: { kind: 'too-large', message: '', condition: 'file-too-large', limit: 2e6 } as never,
  })
  expect(await screen.findByText('Not sent: A file is larger than the server takes. It takes up to 2 MB.')).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: 'Discard' }))
  await waitFor(async () => expect([await account.db.messages.count(), await account.db.uploads.count()]).toEqual([0, 0]))
})

test('what a picture shows is stored a moment after it was typed, and goes with the message that is sent at once', async () => {
  await open(message(0, false, { body: 'Send it' }))
  await userEvent.upload(document.querySelector<HTMLInputElement>('input[type=file]') as HTMLInputElement, bytes('a.png', 'image/png'))
  const field = await screen.findByRole('textbox', { name: 'What does it show?' })
  await userEvent.type(field, 'A box')
  await waitFor(async () => expect(await draftFiles()).toMatchObject([{ alt: 'A box' }]))
  await userEvent.type(field, ', black')
  await userEvent.click(screen.getByRole('button', { name: 'Send' }))
  await waitFor(async () => expect((await account.db.messages.orderBy('order').last())?.files).toMatchObject([{ alt: 'A box, black' }]))
})
