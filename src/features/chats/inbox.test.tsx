import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { useSession } from '#components/session-store.ts'
import { newConversation } from '#model/conversation.ts'
import { recordValue } from '#storage/records.ts'
import { useBoxes } from '../../../tests/support/layout.ts'
import { jid, show, type TestAccount, testAccount } from '../../../tests/support/screen.tsx'
import { ChatsPage } from './chats-page.tsx'

const [ada, ben] = [jid('ada@example.org'), jid('ben@example.org')]
let account: TestAccount

useBoxes()
beforeEach(async () => {
  account = testAccount()
  useSession.getState().reset()
  const base = { ...newConversation(ada, 1_700_000_000_000), preview: 'hello', unread: 2 }
  await account.db.conversations.bulkPut([base, { ...base, jid: ben, lastOrder: base.lastOrder + 1 }])
  show(<ChatsPage conversation={null} />, account)
})
afterEach(() => account.db.delete())

const rows = async (): Promise<string[]> =>
  within(await screen.findByRole('list', { name: 'Conversations' }))
    .getAllByRole('link')
    .map(link => (link.textContent?.includes(ada) ? 'ada' : 'ben'))
const isOrder = (...wanted: string[]): Promise<void> => waitFor(async () => expect(await rows()).toEqual(wanted))

async function choose(who: string, what: string): Promise<void> {
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: `More for ${who}` }))
  await user.click(await screen.findByRole('menuitem', { name: what }))
}

describe('in the inbox', () => {
  test('a message that only shares something is called what it is, not by an address', async () => {
    await account.db.conversations.update(ada, { preview: '', previewFiles: { kind: 'picture', count: 1 } })
    await account.db.conversations.update(ben, { preview: '', previewFiles: { kind: 'file', count: 3 } })
    expect(await screen.findByText('Picture')).toBeVisible()
    expect(await screen.findByText('3 files')).toBeVisible()
  })

  test('a conversation is pinned to the top and let go again', async () => {
    await isOrder('ben', 'ada')
    await choose(ada, 'Pin to the top')
    await isOrder('ada', 'ben')
    expect(screen.getByRole('link', { name: /ada.*Pinned/ })).toBeVisible()
    expect(account.nudges).toBe(1)
    await choose(ada, 'Unpin')
    await isOrder('ben', 'ada')
  })

  test('one is put away by the keyboard, the focus goes to the next one, and it can be taken back', async () => {
    await isOrder('ben', 'ada')
    const user = userEvent.setup()
    expect(screen.queryByRole('button', { name: 'Show archived conversations' })).toBeNull()
    screen.getByRole('button', { name: `More for ${ben}` }).focus()
    await user.keyboard('{Enter}{ArrowDown}{Enter}')
    await isOrder('ada')
    expect(screen.getByRole('link', { name: /ada/ })).toHaveFocus()
    await user.click(await screen.findByRole('button', { name: 'Undo' }))
    await isOrder('ben', 'ada')
    expect(screen.queryByRole('button', { name: 'Show archived conversations' })).toBeNull()
  })

  test('what was put away has a view of its own, from which it comes back', async () => {
    await choose(ben, 'Archive')
    const user = userEvent.setup()
    await user.click(await screen.findByRole('button', { name: 'Show archived conversations' }))
    expect(await screen.findByRole('heading', { name: 'Archived' })).toBeVisible()
    await isOrder('ben')
    await choose(ben, 'Back to the inbox')
    expect(await screen.findByText('Nothing archived')).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Back to the inbox' }))
    await isOrder('ben', 'ada')
  })

  test('one is muted for a time, which its row says, and not muted any more', async () => {
    await choose(ada, 'Mute for a day')
    await waitFor(() => expect(screen.getByRole('link', { name: /ada.*Muted/ })).toBeVisible())
    const { mutedUntil } = (await recordValue(account.db, 'chat', ada)) ?? {}
    expect(Math.round(((mutedUntil ?? 0) - Date.now()) / 3_600_000)).toBe(24)
    await choose(ada, 'Unmute')
    await waitFor(() => expect(screen.queryByRole('link', { name: /Muted/ })).toBeNull())
    expect(await recordValue(account.db, 'chat', ada)).toBeUndefined()
  })
})

test('what of a conversation rings is chosen in its menu, its row says so, and every message is nothing to be kept', async () => {
  await choose(ada, 'Notifications…')
  const dialog = within(await screen.findByRole('dialog', { name: `Notifications of ${ada}` }))
  expect(dialog.getByRole('radio', { name: 'Every message' })).toBeChecked()
  await userEvent.click(dialog.getByRole('radio', { name: 'Only mentions and replies to me' }))
  await waitFor(async () => expect((await recordValue(account.db, 'chat', ada))?.notify).toBe('on-mention'))
  await userEvent.click(await dialog.findByRole('radio', { name: 'Nothing', checked: false }))
  await waitFor(async () => expect((await account.db.conversations.get(ada))?.notify).toBe('never'))
  await userEvent.keyboard('{Escape}')
  await waitFor(() => expect(screen.getByRole('link', { name: /ada.*Muted/ })).toBeVisible())
  await choose(ada, 'Notifications…')
  await userEvent.click(await screen.findByRole('radio', { name: 'Every message' }))
  await waitFor(async () => expect(await recordValue(account.db, 'chat', ada)).toBeUndefined())
})

describe('by the keyboard', () => {
  const row = (who: string): HTMLElement => screen.getByRole('link', { name: new RegExp(who) })

  test('up and down go from row to row, and letters do what the menu does, with the focus where the next one is', async () => {
    await isOrder('ben', 'ada')
    const user = userEvent.setup()
    row('ben').focus()
    await user.keyboard('{ArrowDown}')
    expect(row('ada')).toHaveFocus()
    await user.keyboard('p')
    await isOrder('ada', 'ben')
    await user.keyboard('m')
    await waitFor(() => expect(row('ada')).toHaveTextContent('Muted'))
    await user.keyboard('m')
    await waitFor(() => expect(row('ada')).not.toHaveTextContent('Muted'))
    await user.keyboard('e')
    await isOrder('ben')
    expect(row('ben')).toHaveFocus()
    await user.click(screen.getAllByRole('button', { name: 'Undo' }).at(-1) as HTMLElement)
    await isOrder('ada', 'ben')
  })

  test('marked as read it is taken back with one press, and a key that means nothing there does nothing', async () => {
    const at = 1_700_000_000_000
    const message = { key: 'm', conversation: ada, direction: 'in', from: ada, body: 'hello', order: at + 1, sentAt: at, state: 'received' }
    await account.db.messages.put({ ...message, aliases: [], originId: 'one', archiveId: null } as never)
    await isOrder('ben', 'ada')
    await account.db.conversations.update(ada, { unread: 1 })
    await waitFor(() => expect(row('ada')).toHaveTextContent('1 unread message'))
    const user = userEvent.setup()
    row('ada').focus()
    await user.keyboard('xu')
    await waitFor(() => expect(row('ada')).not.toHaveTextContent('unread'))
    await user.keyboard('u')
    await user.click(screen.getAllByRole('button', { name: 'Undo' }).at(-1) as HTMLElement)
    await waitFor(() => expect(row('ada')).toHaveTextContent('1 unread message'))
  })
})

test('a draft that has only files is a draft, and is named by what they are', async () => {
  const upload = { id: 'one', owner: `chat:${ada}`, place: 0, name: 'a.png', mediaType: 'image/png', blob: null, state: 'kept' }
  await account.db.uploads.bulkPut([upload, { ...upload, id: 'two' }] as never)
  expect(await screen.findByRole('link', { name: /ada.*Draft: 2 pictures/ })).toBeVisible()
})
