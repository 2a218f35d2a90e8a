import { fireEvent, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { createRef } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { indexSlice } from '#storage/search-index.ts'
import { jid, show, type TestAccount, testAccount } from '../../../tests/support/screen.tsx'
import { ConversationSearch, type FoundWords } from './conversation-search.tsx'

const ada = jid('ada@example.org')
const start = new Date(2026, 2, 1, 12).getTime()
let account: TestAccount

beforeEach(async () => {
  account = testAccount()
  for (const [index, body] of ['first rose', 'a thorn', 'second rose', 'third rose'].entries()) await store(index, body)
})
afterEach(() => account.db.delete())

async function store(index: number, body: string): Promise<void> {
  const at = start + index * 60_000
  const row = { key: `m${index}`, conversation: ada, direction: 'in', from: ada, body, order: at, sentAt: at, aliases: [] }
  await account.db.messages.put(row as never)
  while (await indexSlice(account.db));
}

function open(historyComplete = true) {
  const [onShow, onMark, onClose] = [vi.fn(), vi.fn<(words: FoundWords | null) => void>(), vi.fn()]
  const field = createRef<HTMLInputElement>()
  show(
    <ConversationSearch jid={ada} historyComplete={historyComplete} field={field} onMark={onMark} onShow={onShow} onClose={onClose} />,
    account,
  )
  return { onShow, onMark, onClose, user: userEvent.setup() }
}

const says = (text: string) => waitFor(() => expect(screen.getAllByRole('status')[0]).toHaveTextContent(new RegExp(`^${text}$`)))

test('the field has the focus, what fits is counted, and Enter leads from the newest to older ones and around', async () => {
  const { onShow, user } = open()
  expect(screen.getByRole('searchbox', { name: 'Search in this chat' })).toHaveFocus()
  await user.keyboard('rose')
  await says('3 messages')
  expect(onShow).not.toHaveBeenCalled()
  for (const [key, at] of [
    ['m3', 1],
    ['m2', 2],
    ['m0', 3],
    ['m3', 1],
  ] as const) {
    await user.keyboard('{Enter}')
    await says(`${at} of 3`)
    expect(onShow).toHaveBeenLastCalledWith(expect.objectContaining({ key }))
  }
  await user.keyboard('{Shift>}{Enter}{/Shift}')
  await says('3 of 3')
  await user.click(screen.getByRole('button', { name: 'Next match' }))
  await says('2 of 3')
  await user.click(screen.getByRole('button', { name: 'Previous match' }))
  await says('3 of 3')
})

test('what comes meanwhile is found too, and one stays where one is', async () => {
  const { user } = open()
  await user.keyboard('rose{Enter}')
  await says('3 messages')
  await user.keyboard('{Enter}')
  await says('1 of 3')
  await store(9, 'a new rose')
  await says('2 of 4')
})

test('words are marked while one looks, and no longer', async () => {
  const { onMark, user } = open()
  await user.keyboard('rose')
  await waitFor(() => expect(onMark).toHaveBeenLastCalledWith(expect.objectContaining({ draw: expect.any(Function) })))
  await user.clear(screen.getByRole('searchbox'))
  await waitFor(() => expect(onMark).toHaveBeenLastCalledWith(null))
})

test('Escape closes it and says where one is; nothing found is told, with nowhere to go', async () => {
  const { onClose, user } = open()
  await user.keyboard('tulip')
  await says('Nothing found')
  expect(screen.getByRole('button', { name: 'Next match' })).toBeDisabled()
  await user.keyboard('{Escape}')
  expect(onClose).toHaveBeenLastCalledWith(null)
  await user.clear(screen.getByRole('searchbox'))
  await user.keyboard('thorn')
  await says('1 message')
  await user.keyboard('{Enter}')
  await says('1 of 1')
  await user.keyboard('{Escape}')
  expect(onClose).toHaveBeenLastCalledWith('m1')
})

test('it says which messages it cannot look through, where there are any', async () => {
  open(false)
  await screen.findByText(/^Messages before .*2026 are not on this device and are not searched\.$/)
})

test('filters are offered, stand in the field and can be taken out', async () => {
  const { user } = open()
  await user.click(screen.getByRole('button', { name: /^author:me/ }))
  await says('Nothing found')
  await user.click(screen.getByRole('button', { name: 'Remove author:me' }))
  expect(screen.getByRole('searchbox')).toHaveValue('')
})

test('a day leads to its first message or the next one, and says so where it is another or not here', async () => {
  const { onShow } = open(false)
  const field = screen.getByLabelText('Go to a date')
  fireEvent.change(field, { target: { value: '2026-03-01' } })
  await waitFor(() => expect(onShow).toHaveBeenLastCalledWith({ key: 'm0', order: start }))
  await says('')
  fireEvent.change(field, { target: { value: '2026-02-20' } })
  await says('That day is not on this device. This is the next message that is.')
  expect(onShow).toHaveBeenCalledTimes(2)
  fireEvent.change(field, { target: { value: '2026-03-02' } })
  await says('Nothing was said on that day or later.')
  expect(onShow).toHaveBeenCalledTimes(2)
})
