import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { createRef } from 'react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { useSession } from '#components/session-store.ts'
import { aliasOfArchive } from '#model/message-alias.ts'
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

describe('on the server', () => {
  const hit = (id: number) => ({ archiveId: `a-${id}`, direction: 'in' as const, sentAt: start - id, words: `an older rose ${id}` })
  const offered = () => {
    useSession.getState().receive({ kind: 'session', state: { kind: 'online', resumed: false, catchingUp: false } })
    account.answers['archive-search-offered'] = async () => ({ offered: true })
  }

  test('where the archive can look for words, what is not here is found there, named as that, and led to once it is here', async () => {
    offered()
    const asked = vi.fn()
    account.answers['search-archive'] = async ask => {
      asked(ask)
      return ask.before === null ? { hits: [hit(1)], before: 'a-1', isSearched: true } : { hits: [hit(2)], before: null, isSearched: true }
    }
    account.answers['open-archived'] = async ({ archiveId }) => {
      const row = { key: 'older', conversation: ada, from: ada, body: 'an older rose 2', order: start - 2, sentAt: start - 2, archiveId }
      await account.db.messages.put({ ...row, direction: 'in', aliases: [aliasOfArchive(account.jid, archiveId)] } as never)
      return { found: true }
    }
    const { onShow, user } = open(false)
    await user.keyboard('author:me rose')
    await user.click(await screen.findByRole('button', { name: 'Search older messages on the server' }))
    expect(await screen.findByText('On the server, not on this device: 1 message')).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Older ones' }))
    const list = within(await screen.findByRole('list', { name: 'Found on the server' }))
    await waitFor(() => expect(list.getAllByRole('button')).toHaveLength(2))
    expect(asked.mock.calls.map(([{ words, before }]) => [words, before])).toEqual([
      ['rose', null],
      ['rose', 'a-1'],
    ])
    await user.click(list.getByRole('button', { name: /an older rose 2/ }))
    await waitFor(() => expect(onShow).toHaveBeenCalledWith(expect.objectContaining({ key: 'older' })))
    // Of other words it is no answer.
    await user.type(screen.getByRole('searchbox'), 's')
    expect(screen.queryByRole('list', { name: 'Found on the server' })).toBeNull()
  })

  test('not offered where the archive cannot, where everything is here, and for no words', async () => {
    offered()
    const { user } = open(true)
    await user.keyboard('rose')
    await says('3 messages')
    expect(screen.queryByRole('button', { name: /on the server/ })).toBeNull()
    cleanup()
    const again = open(false)
    await again.user.keyboard('author:me')
    expect(screen.queryByRole('button', { name: /on the server/ })).toBeNull()
    await again.user.keyboard(' rose')
    expect(await screen.findByRole('button', { name: /on the server/ })).toBeEnabled()
  })

  test('that the server did not answer is said, and it can be tried again', async () => {
    offered()
    const { user } = open(false)
    await user.keyboard('rose')
    const button = await screen.findByRole('button', { name: /on the server/ })
    await user.click(button)
    expect(await screen.findByText(/did not answer the search/)).toBeVisible()
    account.answers['search-archive'] = async () => ({ hits: [], before: null, isSearched: true })
    await user.click(button)
    expect(await screen.findByText('The server finds nothing that is not here already.')).toBeVisible()
    account.answers['search-archive'] = async () => ({ hits: [], before: null, isSearched: false })
    await user.keyboard('s')
    await user.type(screen.getByRole('searchbox'), 's')
    await user.click(await screen.findByRole('button', { name: /on the server/ }))
    expect(await screen.findByText('The server offers this search, but does not carry it out.')).toBeVisible()
  })
})
