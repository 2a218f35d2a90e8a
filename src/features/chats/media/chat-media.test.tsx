import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useViewedPictures } from '#components/picture-viewer/viewed-pictures.ts'
import type { Message } from '#model/message.ts'
import type { Enclosure } from '#model/post.ts'
import { seesEverything } from '../../../../tests/support/layout.ts'
import { jid, show, type TestAccount, testAccount } from '../../../../tests/support/screen.tsx'
import { ChatMedia } from './chat-media.tsx'

const ada = jid('ada@elsewhere.example')
let account: TestAccount

beforeEach(() => {
  account = testAccount()
  seesEverything()
  // What a link does by itself is not tried here.
  vi.spyOn(window, 'open').mockReturnValue(null)
  useViewedPictures.getState().close()
})
afterEach(async () => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  await account.db.delete()
})

const file = (name: string, more: Partial<Enclosure> = {}): Enclosure => ({
  url: `https://files.example/${name}`,
  mediaType: 'image/jpeg',
  title: name,
  bytes: 1000,
  width: 400,
  height: 300,
  alt: '',
  ...more,
})

function message(order: number, body: string, more: Partial<Message> = {}): Message {
  return {
    key: `m${order}`,
    conversation: ada,
    direction: 'in',
    from: ada,
    body,
    order,
    sentAt: order * 60_000,
    state: 'received',
    failure: null,
    originId: null,
    archiveId: null,
    aliases: [],
    wantsReceipt: false,
    markable: true,
    ...more,
  }
}

const befriend = () => account.db.contacts.put({ jid: ada, name: 'Ada', subscription: 'both', ask: false, groups: [] })

test('pictures, newest first, however long ago, fill the window when pressed, and lead to their messages', async () => {
  await befriend()
  const words = Array.from({ length: 1200 }, (_, index) => message(index + 10, 'Words'))
  await account.db.messages.bulkPut([
    message(1, '', { files: [file('old.jpg')] }),
    message(2, 'Taken back', { files: [file('secret.jpg')], retracted: true }),
    message(3, '😘', { files: [file('sticker.png')], sticker: { alt: 'A cat' } }),
    ...words,
    message(2000, '', { files: [file('new.jpg'), file('notes.pdf', { mediaType: 'application/pdf' })] }),
    message(2001, '', { files: [file('waits.jpg', { url: 'upload:1' })] }),
    message(2002, '', { conversation: jid('bela@elsewhere.example'), files: [file('other.jpg')] }),
  ])
  show(<ChatMedia jid={ada} kind="pictures" />, account)
  await waitFor(() => expect(screen.getAllByRole('img').map(image => image.getAttribute('alt'))).toEqual(['new.jpg', 'old.jpg']))
  await userEvent.click(screen.getByRole('img', { name: 'old.jpg' }))
  expect(useViewedPictures.getState()).toMatchObject({ first: 1, pictures: [{ name: 'new.jpg' }, { name: 'old.jpg' }] })
  const places = screen.getAllByRole('link', { name: /^To the message/ }).map(link => link.getAttribute('href'))
  expect(places).toEqual([`#/chats/${encodeURIComponent(ada)}?message=m2000`, `#/chats/${encodeURIComponent(ada)}?message=m1`])
})

test('of a stranger nothing is fetched: the tile leads to the message, where it is asked for', async () => {
  await account.db.messages.bulkPut([message(1, '', { files: [file('hills.jpg')] })])
  show(<ChatMedia jid={ada} kind="pictures" />, account)
  expect(await screen.findByRole('link', { name: 'hills.jpg' })).toHaveAttribute('href', `#/chats/${encodeURIComponent(ada)}?message=m1`)
  expect(screen.queryByRole('img')).toBeNull()
})

test('files and links have lists of their own; an address in one message twice is one', async () => {
  await account.db.messages.bulkPut([
    message(1, 'See https://a.example/x and again https://a.example/x, or https://b.example. Or xmpp:c@d.example'),
    message(2, '', { files: [file('song.ogg', { mediaType: 'audio/ogg' }), file('hills.jpg')] }),
  ])
  const { unmount } = show(<ChatMedia jid={ada} kind="links" />, account)
  const links = () => within(screen.getByRole('list', { name: 'Links' })).getAllByRole('listitem')
  await waitFor(() => expect(links()).toHaveLength(2))
  expect(links().map(item => within(item).getAllByRole('link')[0]?.getAttribute('href'))).toEqual([
    'https://a.example/x',
    'https://b.example/',
  ])
  unmount()
  show(<ChatMedia jid={ada} kind="files" />, account)
  expect(await screen.findByRole('link', { name: /song\.ogg/ })).toHaveAttribute('href', 'https://files.example/song.ogg')
  expect(screen.queryByText(/hills/)).toBeNull()
})

test('where there is nothing it says so, and that older messages may be elsewhere', async () => {
  await account.db.messages.bulkPut([message(1, 'Words')])
  show(<ChatMedia jid={ada} kind="files" />, account)
  expect(await screen.findByRole('heading', { name: 'No files here' })).toBeVisible()
  expect(screen.getByText(/only on your server/)).toBeVisible()
  expect(screen.getByRole('link', { name: 'Files' })).toHaveAttribute('aria-current', 'page')
})
