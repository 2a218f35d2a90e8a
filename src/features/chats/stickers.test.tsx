import { cleanup, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useSession } from '#components/session-store.ts'
import { aliasOfSender } from '#model/message-alias.ts'
import type { Message } from '#model/message.ts'
import { parseJid } from '#shared/jid.ts'
import { putBobPicture } from '#storage/bob-pictures.ts'
import { noteMessages } from '#storage/conversations.ts'
import { useBoxes } from '../../../tests/support/layout.ts'
import { jid, show, type TestAccount, testAccount } from '../../../tests/support/screen.tsx'
import { ChatsPage } from './chats-page.tsx'

const ada = jid('ada@example.org')
const holder = parseJid('ada@example.org/movim') as NonNullable<ReturnType<typeof parseJid>>
const cid = `sha1+${'a'.repeat(40)}@bob.xmpp.org`
const url = 'https://stickers.example/cat.png'
const file = { url, mediaType: 'image/png', title: 'cat.png', bytes: 1000, width: 512, height: 512, alt: 'A cat' }
let account: TestAccount
const load = vi.fn(async () => ({ found: true }))

useBoxes()
beforeEach(() => {
  account = testAccount({ 'load-bob': load })
  load.mockReset()
  useSession.getState().reset()
  useSession.getState().receive({ kind: 'session', state: { kind: 'online', resumed: false, catchingUp: false } })
  vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:sticker')
})
afterEach(async () => {
  cleanup()
  vi.restoreAllMocks()
  await account.db.delete()
})

const befriend = () => account.db.contacts.put({ jid: ada, name: 'Ada', subscription: 'both', ask: false, groups: [] })

async function open(more: Partial<Message>): Promise<HTMLElement> {
  const message: Message = {
    key: 'm',
    conversation: ada,
    direction: 'in',
    from: ada,
    order: 1,
    sentAt: 1,
    state: 'received',
    failure: null,
    originId: 'id',
    archiveId: 'a',
    aliases: [aliasOfSender(ada, ada, 'id')],
    wantsReceipt: false,
    markable: true,
    body: 'Sticker',
    ...more,
  }
  await account.db.messages.put(message)
  await noteMessages(account.db, [message], 'read')
  show(<ChatsPage conversation={ada} />, account)
  return await within(await screen.findByRole('log')).findByRole('article')
}

const held = { alt: 'A cat that waves', held: { cid, holder } }
const keep = () => putBobPicture(account.db, cid, { mediaType: 'image/png', data: new Uint8Array([1]), usedAt: 1 })

test('a sticker that lies on the web is the picture alone, of a stranger only once it is wanted', async () => {
  const row = await open({ body: '😘', files: [file], sticker: { alt: 'A cat' } })
  expect(within(row).queryByRole('img')).toBeNull()
  await userEvent.click(await within(row).findByRole('button', { name: 'Show picture' }))
  expect(await within(row).findByRole('img', { name: 'A cat' })).toHaveAttribute('src', url)
  expect(row).not.toHaveTextContent('😘')
})

test('one that its sender holds is asked for only after the consent, and is there from then on', async () => {
  load.mockImplementation(async () => {
    await keep()
    return { found: true }
  })
  const row = await open({ sticker: held })
  const show = await within(row).findByRole('button', { name: 'Show picture' })
  expect(load).not.toHaveBeenCalled()
  await userEvent.click(show)
  expect(await within(row).findByRole('img', { name: 'A cat that waves' })).toHaveAttribute('src', 'blob:sticker')
  expect(load).toHaveBeenCalledExactlyOnceWith({ holder, cid })
})

test('where nobody answers it says so in words, with what the sticker shows, and can be asked again', async () => {
  await befriend()
  load.mockResolvedValueOnce({ found: false }).mockImplementation(async () => {
    await keep()
    return { found: true }
  })
  const row = await open({ sticker: held })
  expect(await within(row).findByText(/with Ada’s app, which does not answer/)).toBeVisible()
  expect(row).toHaveTextContent('A cat that waves')
  await userEvent.click(within(row).getByRole('button', { name: 'Try again' }))
  expect(await within(row).findByRole('img', { name: 'A cat that waves' })).toBeVisible()
})

test('other words in its place are words', async () => {
  await befriend()
  const row = await open({
    body: 'Never mind',
    sticker: held,
    versions: [
      { body: 'Sticker', at: 1 },
      { body: 'Never mind', at: 2 },
    ],
  })
  await waitFor(() => expect(row).toHaveTextContent('Never mind'))
  expect(load).not.toHaveBeenCalled()
})
