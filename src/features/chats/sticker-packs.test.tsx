import { cleanup, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Answer } from '#bridge/contract.ts'
import { useSession } from '#components/session-store.ts'
import { useShownMedia } from '#components/use-media-allowed.ts'
import { type FoundPack, PACKS_NODE, type StickerPack } from '#model/sticker-pack.ts'
import { noteMessages } from '#storage/conversations.ts'
import { stickerPacks } from '#storage/sticker-packs.ts'
import { pngFrame } from '../../../tests/support/pictures.ts'
import { talkBetween } from '../../../tests/support/chat-messages.ts'
import { chooseFor } from '../../../tests/support/message-menu.ts'
import { useBoxes } from '../../../tests/support/layout.ts'
import { jid, show, type TestAccount, testAccount } from '../../../tests/support/screen.tsx'
import { ChatsPage } from './chats-page.tsx'

const ada = jid('ada@example.org')
const sticker = (name: string, alt: string) => ({
  url: `https://stickers.example/${name}.png`,
  mediaType: 'image/png',
  title: `${name}.png`,
  bytes: 1000,
  width: 512,
  height: 512,
  alt,
  sha256: `${name.padEnd(43, 'A')}=`,
})
const [wave, nap] = [sticker('wave', '👋'), sticker('nap', 'A cat that naps')]
const found: FoundPack = {
  id: 'cats',
  name: 'Cats',
  summary: 'By Ada',
  stickers: [wave, nap],
  restricted: false,
  genuine: true,
  source: '<pack/>',
}
let account: TestAccount
const openPack = vi.fn(async (): Promise<Answer<'open-pack'>> => ({ pack: found }))
const prepare = vi.fn()

useBoxes()
beforeEach(() => {
  account = testAccount({ 'open-pack': openPack, 'my-packs': async () => ({ complete: true }), 'prepare-upload': prepare })
  prepare.mockImplementation(async ({ id }: { id: string }) => {
    await account.db.uploads.update(id, { state: 'prepared' })
    return {}
  })
  openPack.mockReset().mockResolvedValue({ pack: found })
  useSession.getState().reset()
  useShownMedia.setState({ urls: new Set() })
  useSession.getState().receive({ kind: 'session', state: { kind: 'online', resumed: false, catchingUp: false } })
  vi.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('no network in tests'))
  vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:sticker')
})
afterEach(async () => {
  cleanup()
  vi.restoreAllMocks()
  await account.db.delete()
})

const kept = (over: Partial<StickerPack> = {}): StickerPack => ({
  key: 'k',
  id: 'cats',
  name: 'Cats',
  summary: '',
  stickers: [wave, nap],
  source: null,
  wanted: true,
  state: 'settled',
  failure: null,
  addedAt: 1,
  toldAt: 1,
  ...over,
})

async function open(service = ada): Promise<void> {
  const message = talkBetween(account.jid, ada)(0, '👋', false)
  const pack = { service, node: PACKS_NODE, id: 'cats' }
  const row = { ...message, files: [wave], sticker: { alt: '👋', pack } }
  await account.db.messages.put(row)
  await noteMessages(account.db, [row], 'read')
  show(<ChatsPage conversation={ada} />, account)
  await screen.findByText('stickers.example', { exact: false })
}

async function openPicker(): Promise<HTMLElement> {
  await userEvent.click(screen.getByRole('button', { name: 'Add something else' }))
  await userEvent.click(await screen.findByRole('menuitem', { name: 'Sticker' }))
  return await screen.findByRole('dialog', { name: 'Stickers' })
}

test('the pack of a sticker is looked at without fetching a picture, taken on, and taken back', async () => {
  await open()
  await chooseFor('Show picture', 'Look at the pack')
  const dialog = await screen.findByRole('dialog', { name: 'Cats' })
  expect(openPack).toHaveBeenCalledExactlyOnceWith({ service: ada, node: PACKS_NODE, id: 'cats' })
  expect(await within(dialog).findByText('A cat that naps')).toBeVisible()
  expect(within(dialog).queryByRole('img')).toBeNull()
  await userEvent.click(within(dialog).getByRole('button', { name: 'Show pictures' }))
  expect(await within(dialog).findByRole('img', { name: 'A cat that naps' })).toHaveAttribute('src', nap.url)
  await userEvent.click(within(dialog).getByRole('button', { name: 'Add to mine' }))
  expect(await within(dialog).findByText('This pack is among yours.')).toBeVisible()
  expect((await stickerPacks(account.db)).map(({ id, state }) => [id, state])).toEqual([['cats', 'pending']])
  await userEvent.click(await screen.findByRole('button', { name: 'Undo' }))
  expect(await within(dialog).findByRole('button', { name: 'Add to mine' })).toBeEnabled()
  expect(await stickerPacks(account.db)).toEqual([])
})

test.each([
  ['its maker does not want it to be taken on', { pack: { ...found, restricted: true } }, /does not want others/],
  ['it is not what it says', { pack: { ...found, genuine: false } }, /something else in this pack/],
  ['it is gone', { pack: null }, /not there any more/],
])('where %s it says so and cannot be added', async (_, answer, words) => {
  openPack.mockResolvedValue(answer)
  await open()
  await chooseFor('Show picture', 'Look at the pack')
  expect(await screen.findByText(words)).toBeVisible()
  expect(screen.getByRole('button', { name: 'Add to mine' })).toBeDisabled()
})

test('my stickers are one stop for the keyboard, one is sent with Enter, and is the first the next time', async () => {
  await account.db.packs.bulkPut([
    kept(),
    kept({ key: 'other', id: 'hills', name: 'Hills', stickers: [sticker('hill', '🌄')], addedAt: 0 }),
  ])
  await open()
  // What one answers it answers.
  await userEvent.click(await within(screen.getByRole('article')).findByRole('button', { name: 'Reply' }))
  expect(await screen.findByRole('button', { name: 'Cancel' })).toBeVisible()
  const picker = await openPicker()
  await userEvent.click(await within(picker).findByRole('tab', { name: 'Cats' }))
  await userEvent.keyboard('{ArrowRight}')
  expect(await within(picker).findByRole('gridcell', { name: '🌄' })).toBeVisible()
  await userEvent.keyboard('{ArrowLeft}')
  const first = await within(picker).findByRole('gridcell', { name: '👋' })
  first.focus()
  await userEvent.keyboard('{ArrowRight}')
  expect(within(picker).getByRole('gridcell', { name: 'A cat that naps' })).toHaveFocus()
  await userEvent.keyboard('{Enter}')
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  const sent = await account.db.messages.filter(({ direction }) => direction === 'out').toArray()
  const pack = { service: account.jid, node: PACKS_NODE, id: 'cats' }
  expect(sent).toMatchObject([
    { body: 'A cat that naps', sticker: { alt: 'A cat that naps', pack }, files: [{ url: nap.url }], reply: { id: 'id-0', to: ada } },
  ])
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Cancel' })).toBeNull())
  const again = await openPicker()
  expect(await within(again).findByRole('tab', { name: 'Recently sent', selected: true })).toBeVisible()
  expect(within(again).getAllByRole('gridcell')).toHaveLength(1)
})

test('where there is none yet it says how one gets some, and a pack can be made, each picture with words', async () => {
  await open()
  await userEvent.click(within(await openPicker()).getByRole('button', { name: 'Make a pack of your own' }))
  const editor = await screen.findByRole('dialog', { name: 'New sticker pack' })
  await userEvent.click(within(editor).getByRole('button', { name: 'Publish pack' }))
  expect(await within(editor).findByText('Choose at least one picture.')).toBeVisible()
  const file = new File([pngFrame(40, 40)], 'hill.png', { type: 'image/png' })
  await userEvent.upload(within(editor).getByTestId('sticker-files'), file)
  const words = await within(editor).findByRole('textbox', { name: 'What it says' })
  expect(words).toHaveAccessibleDescription('Say in an emoji or a few words what it shows.')
  await userEvent.type(within(editor).getByRole('textbox', { name: 'Name of the pack' }), 'Hills')
  await userEvent.type(words, '🌄')
  await userEvent.click(within(editor).getByRole('button', { name: 'Publish pack' }))
  const picker = await screen.findByRole('dialog', { name: 'Stickers' })
  expect(await within(picker).findByRole('gridcell', { name: '🌄' })).toBeVisible()
  expect(picker).toHaveTextContent('Not at your server yet')
  expect(await stickerPacks(account.db)).toMatchObject([{ name: 'Hills', stickers: [{ alt: '🌄' }] }])
})

test('a press leads to the pack where its sender has it; what lies elsewhere is asked for from the menu only', async () => {
  await open(jid('tracker.example'))
  await userEvent.click(screen.getByRole('button', { name: 'Show picture' }))
  const row = screen.getByRole('article')
  expect(await within(row).findByRole('img', { name: '👋' })).toBeVisible()
  expect(within(row).queryByRole('link')).toBeNull()
  cleanup()
  await account.db.messages.clear()
  useShownMedia.setState({ urls: new Set() })
  await open()
  await userEvent.click(screen.getByRole('button', { name: 'Show picture' }))
  await userEvent.click(await within(screen.getByRole('article')).findByRole('link'))
  expect(await screen.findByRole('dialog', { name: 'Cats' })).toBeVisible()
  expect(openPack).toHaveBeenCalledExactlyOnceWith({ service: ada, node: PACKS_NODE, id: 'cats' })
})

test('a pack of which nothing can be shown, and that has no name, is there to be removed', async () => {
  await account.db.packs.put(kept({ name: '', stickers: [] }))
  await open()
  const picker = await openPicker()
  expect(await within(picker).findByRole('tab', { name: 'Sticker pack', selected: true })).toBeVisible()
  expect(within(picker).getByText('No sticker of this pack can be shown.')).toBeVisible()
  expect(within(picker).queryByRole('grid')).toBeNull()
})

test('a refused pack says why; one is changed and taken away, and that can be undone', async () => {
  const failure = { kind: 'forbidden', message: 'no', condition: null } as const
  await account.db.packs.put(kept({ state: 'failed', failure }))
  await open()
  const picker = await openPicker()
  expect(await within(picker).findByRole('alert')).toHaveTextContent(/does not take this pack/)
  await userEvent.click(within(picker).getByRole('button', { name: 'Try again' }))
  expect(await within(picker).findByText(/Not at your server yet/)).toBeVisible()
  await userEvent.click(within(picker).getByRole('button', { name: 'Change Cats' }))
  const editor = await screen.findByRole('dialog', { name: 'Change sticker pack' })
  await userEvent.click(within(editor).getByRole('button', { name: 'Take out A cat that naps' }))
  await userEvent.click(within(editor).getByRole('button', { name: 'Save' }))
  const after = await screen.findByRole('dialog', { name: 'Stickers' })
  await waitFor(() => expect(within(after).getAllByRole('gridcell')).toHaveLength(1))
  await userEvent.click(within(after).getByRole('button', { name: 'Remove Cats' }))
  expect(await within(after).findByText('No stickers yet')).toBeVisible()
  await userEvent.click(await screen.findByRole('button', { name: 'Undo' }))
  expect(await within(after).findByRole('tab', { name: 'Cats' })).toBeVisible()
})
