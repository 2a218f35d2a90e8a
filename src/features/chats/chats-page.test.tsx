import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { useSession } from '#components/session-store.ts'
import type { Conversation, Message } from '#model/message.ts'
import { holdTable as hold } from '../../../tests/support/hold-table.ts'
import { useBoxes } from '../../../tests/support/layout.ts'
import { jid, show, type TestAccount, testAccount } from '../../../tests/support/screen.tsx'
import { ChatsPage } from './chats-page.tsx'

const ada = jid('ada@example.org')
const noon = new Date(2026, 5, 1, 12).getTime()
let account: TestAccount

useBoxes()
beforeEach(() => {
  account = testAccount()
  useSession.getState().reset()
  useSession.getState().receive({ kind: 'session', state: { kind: 'online', resumed: false, catchingUp: false } })
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
})
afterEach(async () => {
  vi.restoreAllMocks()
  await account.db.delete()
})

function message(minute: number, fields: Partial<Message> = {}): Message {
  return {
    key: `m${minute}`,
    conversation: ada,
    direction: 'in',
    from: fields.direction === 'out' ? account.jid : ada,
    body: `message ${minute}`,
    order: noon + minute * 60_000,
    sentAt: noon + minute * 60_000,
    state: fields.direction === 'out' ? 'sent' : 'received',
    failure: null,
    originId: `id-${minute}`,
    archiveId: `archive-${minute}`,
    aliases: [],
    wantsReceipt: false,
    markable: true,
    ...fields,
  }
}

async function store(messages: Message[], fields: Partial<Conversation> = {}): Promise<void> {
  const last = messages.at(-1)
  await account.db.messages.bulkPut(messages)
  await account.db.conversations.put({
    jid: ada,
    kind: 'person',
    lastOrder: last?.order ?? 0,
    lastAt: last?.sentAt ?? 0,
    preview: last?.body ?? '',
    previewDirection: last?.direction ?? 'in',
    previewState: last?.state ?? 'received',
    unread: 0,
    readOrder: last?.order ?? 0,
    historyComplete: true,
    archived: 0,
    pinned: 0,
    ...fields,
  })
}

const open = () => show(<ChatsPage conversation={ada} />, account)
const field = () => screen.findByRole('textbox', { name: 'Message' })

describe('writing', () => {
  test('the text leaves the field only when the message is stored, and a second Enter meanwhile sends nothing twice', async () => {
    await store([message(0)])
    open()
    const user = userEvent.setup()
    await user.type(await field(), 'Hello')
    const release = await hold(account.db, 'messages')
    // Typing may have taken so long that the draft was saved on the way.
    const before = account.nudges
    await user.keyboard('{Enter}{Enter}')
    expect(await field()).toHaveValue('Hello')
    expect(account.nudges).toBe(before)
    await release()
    await waitFor(async () => expect(await field()).toHaveValue(''))
    expect(
      await account.db.messages
        .where('[conversation+order]')
        .between([ada, noon + 1], [ada, Infinity])
        .toArray(),
    ).toMatchObject([{ body: 'Hello', direction: 'out', state: 'queued' }])
    expect(account.nudges).toBe(before + 1)
    expect(await field()).toHaveFocus()
  })

  test('what is typed while the message is being stored stays in the field', async () => {
    await store([message(0)])
    open()
    const user = userEvent.setup()
    await user.type(await field(), 'Hello')
    const release = await hold(account.db, 'messages')
    await user.keyboard('{Enter} and')
    await release()
    await waitFor(async () => expect(await field()).toHaveValue(' and'))
  })

  test('Enter while an input method is composing picks a word and sends nothing; Shift+Enter is a new line', async () => {
    await store([message(0)])
    open()
    const user = userEvent.setup()
    await user.type(await field(), 'にほん')
    fireEvent.keyDown(await field(), { key: 'Enter', isComposing: true })
    fireEvent.keyDown(await field(), { key: 'Enter', keyCode: 229 })
    await user.keyboard('{Shift>}{Enter}{/Shift}')
    expect(await field()).toHaveValue('にほん\n')
    expect(await account.db.outbox.toArray()).toEqual([])
  })

  test('a storage that is full keeps the text and says so', async () => {
    await store([message(0)])
    open()
    const user = userEvent.setup()
    await user.type(await field(), 'Precious')
    vi.spyOn(account.db.messages.core, 'mutate').mockRejectedValue(new DOMException('no room', 'QuotaExceededError'))
    await user.keyboard('{Enter}')
    await waitFor(() => expect(useSession.getState().storageDegraded).toBe(true))
    expect(await field()).toHaveValue('Precious')
  })
})

describe('drafts', () => {
  test('a draft comes back into an empty field, and goes when it is sent', async () => {
    await store([message(0)])
    await account.db.drafts.put({ key: `chat:${ada}`, title: '', text: 'Half a thou', target: null, updatedAt: 1 })
    open()
    await waitFor(async () => expect(await field()).toHaveValue('Half a thou'))
    const user = userEvent.setup()
    await user.type(await field(), 'ght{Enter}')
    await waitFor(async () => expect(await field()).toHaveValue(''))
    expect(await account.db.drafts.toArray()).toEqual([])
  })

  test('a draft that is read only after typing began does not overwrite what was typed', async () => {
    await store([message(0)])
    await account.db.drafts.put({ key: `chat:${ada}`, title: '', text: 'old draft', target: null, updatedAt: 1 })
    const release = await hold(account.db, 'drafts')
    open()
    const user = userEvent.setup()
    await user.type(await field(), 'N')
    await release()
    await act(() => account.db.drafts.toArray())
    expect(await field()).toHaveValue('N')
  })

  test('typing is kept when the conversation is left at once', async () => {
    await store([message(0)])
    const { unmount } = open()
    await userEvent.setup().type(await field(), 'Do not lose me')
    unmount()
    await waitFor(async () => expect(await account.db.drafts.get(`chat:${ada}`)).toMatchObject({ text: 'Do not lose me' }))
  })
})

describe('the history', () => {
  test('is a log of articles, each with its words, its time and how far it came', async () => {
    await store([message(0), message(1, { direction: 'out', state: 'read' })])
    open()
    const log = await screen.findByRole('log', { name: 'Messages' })
    const [first, second] = await within(log).findAllByRole('article')
    expect(first).toHaveTextContent('message 0')
    expect(second).toHaveAccessibleName(/^You/)
    expect(within(second as HTMLElement).getByText('Read')).toBeInTheDocument()
  })

  test('"New" stands above the first unread message and stays when everything has been read', async () => {
    await store([message(0), message(1), message(2)], { unread: 2, readOrder: noon })
    open()
    const divider = await screen.findByRole('separator', { name: 'New' })
    const [first, second] = await screen.findAllByRole('article')
    expect(first?.compareDocumentPosition(divider)).toBe(Node.DOCUMENT_POSITION_FOLLOWING)
    expect(second?.compareDocumentPosition(divider)).toBe(Node.DOCUMENT_POSITION_PRECEDING)
    await waitFor(async () => expect((await account.db.conversations.get(ada))?.unread).toBe(0), { timeout: 3_000 })
    expect(screen.getByRole('separator', { name: 'New' })).toBeInTheDocument()
  })

  test('a gap is drawn between the messages it parts, and its button asks for what is missing', async () => {
    const id = await account.db.archiveGaps.add({
      archive: account.jid,
      olderId: 'archive-0',
      newerId: 'archive-9',
      olderOrder: noon,
      newerOrder: noon + 9 * 60_000,
    })
    const asked: number[] = []
    account.answers['fill-archive-gap'] = async ({ gapId }) => {
      asked.push(gapId)
      await account.db.archiveGaps.delete(gapId)
      return { filled: true }
    }
    await store([message(0), message(9)])
    open()
    expect(await screen.findByText('Messages are missing here')).toBeInTheDocument()
    await userEvent.setup().click(screen.getByRole('button', { name: 'Load them' }))
    await waitFor(() => expect(screen.queryByText('Messages are missing here')).not.toBeInTheDocument())
    expect(asked).toEqual([id])
  })

  test('older messages are asked of the archive when storage has no more', async () => {
    const asked = vi.fn(async () => ({ count: 0, complete: true }))
    account.answers['older-messages'] = async ({ conversation }) => {
      await account.db.conversations.update(conversation, { historyComplete: true })
      return asked()
    }
    await store([message(0)], { historyComplete: false })
    open()
    expect(await screen.findByText(/where your conversation with .* begins/)).toBeInTheDocument()
    expect(asked).toHaveBeenCalledOnce()
  })

  test('a refused question for older messages is told and can be asked again', async () => {
    await store([message(0)], { historyComplete: false })
    open()
    expect(await screen.findByText(/Older messages could not be loaded/)).toBeInTheDocument()
    account.answers['older-messages'] = async ({ conversation }) => {
      await account.db.conversations.update(conversation, { historyComplete: true })
      return { count: 0, complete: true }
    }
    await userEvent.setup().click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByText(/begins/)).toBeInTheDocument()
  })

  test('a failed message says why and can be tried again', async () => {
    await storeFailed()
    open()
    expect(await screen.findByText(/you may not write to this address/)).toBeInTheDocument()
    await userEvent.setup().click(screen.getByRole('button', { name: 'Try again' }))
    expect(await within(screen.getByRole('log')).findByText('Waiting to be sent')).toBeInTheDocument()
    expect(await account.db.outbox.toArray()).toMatchObject([{ state: 'waiting' }])
  })

  test('a failed message can be discarded, and is gone with its intent', async () => {
    await storeFailed()
    open()
    await userEvent.setup().click(await screen.findByRole('button', { name: 'Discard' }))
    await waitFor(() => expect(screen.queryByText('refused one')).not.toBeInTheDocument())
    expect(await account.db.outbox.toArray()).toEqual([])
  })

  test('a message that looks like markup is text', async () => {
    await store([message(0, { body: '<img src=x onerror=alert(1)> javascript:alert(2)' })])
    open()
    const article = await screen.findByRole('article')
    expect(article).toHaveTextContent('<img src=x onerror=alert(1)> javascript:alert(2)')
    expect(within(article).queryByRole('link')).not.toBeInTheDocument()
  })
})

async function storeFailed(): Promise<void> {
  const failure = { kind: 'forbidden', message: '', condition: 'forbidden' } as const
  await store([message(0), message(1, { direction: 'out', state: 'failed', failure, body: 'refused one' })])
  await account.db.outbox.add({
    lane: `chat:${ada}`,
    intent: { kind: 'send-message', messageKey: 'm1', conversation: ada },
    state: 'failed',
    attempts: 1,
    notBefore: 0,
    createdAt: 1,
    failure,
  })
}

describe('marking read', () => {
  const unread = async () => (await account.db.conversations.get(ada))?.unread
  const storeUnread = () => store([message(0), message(1)], { unread: 1, readOrder: noon })

  /** How long it takes while somebody looks. That something does not happen is only seen by waiting longer than that. */
  async function usualTime(): Promise<number> {
    await storeUnread()
    const { unmount } = open()
    const startedAt = performance.now()
    await waitFor(async () => expect(await unread()).toBe(0), { timeout: 5_000 })
    unmount()
    return performance.now() - startedAt
  }
  // Inside of `act` nothing would be drawn meanwhile.
  const longerThan = async (time: number): Promise<void> => {
    const until = performance.now() + 1.5 * time
    await waitFor(() => expect(performance.now()).toBeGreaterThan(until), { timeout: 2 * time + 1_000 })
  }

  test('what arrives in a hidden tab stays unread until somebody looks', async () => {
    const usual = await usualTime()
    const visibility = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
    await storeUnread()
    open()
    await screen.findAllByRole('article')
    await longerThan(usual)
    expect(await unread()).toBe(1)
    visibility.mockReturnValue('visible')
    fireEvent(document, new Event('visibilitychange'))
    await waitFor(async () => expect(await unread()).toBe(0), { timeout: 5_000 })
  })

  test('a window without the focus marks nothing', async () => {
    const usual = await usualTime()
    vi.spyOn(document, 'hasFocus').mockReturnValue(false)
    await storeUnread()
    open()
    await screen.findAllByRole('article')
    await longerThan(usual)
    expect(await unread()).toBe(1)
  })
})

describe('the inbox', () => {
  test('teaches when it is empty', async () => {
    show(<ChatsPage conversation={null} />, account)
    expect(await screen.findByText('No conversations yet')).toBeInTheDocument()
    const [start] = screen.getAllByRole('button', { name: 'New conversation' })
    await userEvent.setup().click(start as HTMLElement)
    await userEvent.setup().type(await screen.findByRole('textbox', { name: 'Address or name' }), 'nobody{Enter}')
    expect(await screen.findByText(/This is not an address/)).toBeInTheDocument()
  })

  test('lists conversations with name, preview, unread count and draft', async () => {
    await account.db.contacts.put({ jid: ada, name: 'Ada', subscription: 'both', ask: false, groups: [] })
    await store([message(0)], { unread: 3 })
    const list = async () => within(await screen.findByRole('list', { name: 'Conversations' }))
    show(<ChatsPage conversation={null} />, account)
    const row = await (await list()).findByRole('link')
    expect(row).toHaveTextContent('Ada')
    expect(row).toHaveTextContent('message 0')
    expect(row).toHaveTextContent('3 unread messages')
    await act(() => account.db.drafts.put({ key: `chat:${ada}`, title: '', text: 'not yet', target: null, updatedAt: 1 }))
    await waitFor(() => expect(row).toHaveTextContent('Draft: not yet'))
  })

  test('a stranger is shown with the address, whatever name they give themselves', async () => {
    await store([message(0)])
    await account.db.profiles.put({
      jid: ada,
      name: 'Your Bank',
      about: '',
      avatarHash: null,
      avatarUrl: null,
      fetchedAt: 1,
      state: 'found',
    })
    show(<ChatsPage conversation={null} />, account)
    const row = await screen.findByRole('link')
    expect(row).toHaveTextContent('Your Bank')
    expect(row).toHaveTextContent('ada@example.org')
  })
})
