import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { newConversation } from '#model/conversation.ts'
import type { Message } from '#model/message.ts'
import { jid, show, type TestAccount, testAccount } from '../../../tests/support/screen.tsx'
import { ExportDialog } from './export-dialog.tsx'

const ada = jid('ada@example.org')
const noon = Date.UTC(2026, 0, 1, 12)
let account: TestAccount
const saved = vi.fn()

beforeEach(async () => {
  account = testAccount()
  saved.mockReset()
  vi.spyOn(URL, 'createObjectURL').mockImplementation(blob => {
    saved(blob)
    return 'blob:one'
  })
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved(this.download)
  })
  const message = {
    key: 'm',
    conversation: ada,
    direction: 'in',
    from: ada,
    body: '<b>Tea?</b>',
    order: noon,
    sentAt: noon,
    state: 'received',
  }
  await account.db.messages.put({ ...message, aliases: [], originId: 'one', archiveId: null } as unknown as Message)
})
afterEach(async () => {
  vi.restoreAllMocks()
  await account.db.delete()
})

const open = (onClose = vi.fn()) => {
  show(<ExportDialog conversation={newConversation(ada, noon)} name="Ada" onClose={onClose} />, account)
  return onClose
}

test('a conversation becomes a page, and it is said that older messages are not in it', async () => {
  open()
  await userEvent.click(await screen.findByRole('button', { name: 'Export' }))
  expect(await screen.findByText('1 message saved.')).toBeVisible()
  const [blob, name] = saved.mock.calls.flat() as [Blob, string]
  expect(name).toMatch(/^ada@example\.org \d{4}-\d\d-\d\d\.html$/)
  const page = await blob.text()
  expect(page).toContain('&lt;b&gt;Tea?&lt;/b&gt;')
  expect(page).toContain('Older messages are not on this device.')
})

test('a disk that is full is told, and it can be tried again', async () => {
  const onClose = open()
  vi.spyOn(account.db.messages, 'where').mockImplementation(() => {
    throw new DOMException('no room', 'QuotaExceededError')
  })
  await userEvent.selectOptions(await screen.findByRole('combobox', { name: 'As' }), 'Plain text')
  await userEvent.click(screen.getByRole('button', { name: 'Export' }))
  expect(await screen.findByText(/could not be exported/)).toBeVisible()
  await waitFor(() => expect(screen.getByRole('button', { name: 'Export' })).toBeEnabled())
  expect(onClose).not.toHaveBeenCalled()
})
