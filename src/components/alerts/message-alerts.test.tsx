import { act, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { setRecord } from '#commands/set-record.ts'
import { setChat } from '#commands/set-chat.ts'
import { type Alerts, saveAlerts } from '#storage/alerts.ts'
import { noteMessages } from '#storage/conversations.ts'
import type { Message } from '#model/message.ts'
import type { BareJid } from '#shared/jid.ts'
import { jid, show, type TestAccount, testAccount } from '../../../tests/support/screen.tsx'
import { useSession } from '../session-store.ts'
import { MessageAlerts } from './message-alerts.tsx'
import { shownChat } from './shown-chat.ts'

const [ada, ben, cleo, dora, eve] = ['ada', 'ben', 'cleo', 'dora', 'eve'].map(local => jid(`${local}@example.org`)) as [
  BareJid,
  BareJid,
  BareJid,
  BareJid,
  BareJid,
]
const START = Date.UTC(2026, 0, 1, 12)

interface Shown {
  title: string
  body: string
  renotify: boolean
  closed: boolean
  press: () => void
}

let account: TestAccount
let shown: Shown[]
let held: string[]
let minute = 0
const attention = vi.spyOn(document, 'hasFocus')

class FakeNotification extends EventTarget {
  static readonly permission = 'granted'
  readonly entry: Shown
  constructor(title: string, options: { body: string; renotify: boolean }) {
    super()
    this.entry = {
      title,
      body: options.body,
      renotify: options.renotify,
      closed: false,
      press: () => this.dispatchEvent(new Event('click')),
    }
    shown.push(this.entry)
  }
  close(): void {
    this.entry.closed = true
  }
}

beforeEach(async () => {
  ;[account, shown, held] = [testAccount(), [], []]
  vi.stubGlobal('Notification', FakeNotification)
  const locks = {
    request: (_name: string, _options: unknown, run: () => Promise<void>) => run(),
    query: async () => ({ held: held.map(name => ({ name })) }),
  }
  Object.defineProperty(navigator, 'locks', { value: locks, configurable: true })
  attention.mockReturnValue(false)
  useSession.getState().reset()
  const contact = { subscription: 'both', ask: false, groups: [] } as const
  for (const each of [ada, ben, cleo, dora])
    await account.db.contacts.put({ jid: each, name: each === ada ? 'Ada' : '', ...contact, groups: [] })
})
afterEach(async () => {
  vi.unstubAllGlobals()
  Reflect.deleteProperty(navigator, 'locks')
  await account.db.delete()
})

async function hear(from: BareJid, body: string, fields: Partial<Message> = {}): Promise<void> {
  const at = START + minute++ * 60_000
  const message: Message = {
    key: `${from} ${at}`,
    conversation: from,
    direction: 'in',
    from,
    body,
    order: at,
    sentAt: at,
    state: 'received',
    failure: null,
    originId: null,
    archiveId: null,
    aliases: [],
    wantsReceipt: false,
    markable: false,
    ...fields,
  }
  await act(() =>
    account.db.transaction('rw', account.db.tables, async () => {
      await account.db.messages.add(message)
      await noteMessages(account.db, [message], 'unread')
    }),
  )
}
const online = (catchingUp = false): void =>
  act(() => useSession.getState().receive({ kind: 'session', state: { kind: 'online', resumed: false, catchingUp } }))

/** From there on it listens: whatever came before is not told. */
async function listen(alerts: Partial<Alerts> = {}): Promise<void> {
  await saveAlerts(account.db, { desktop: true, ...alerts })
  await hear(ben, 'before')
  online()
  show(<MessageAlerts />, account)
  const isTold = (): Promise<void> => waitFor(() => expect(shown).not.toEqual([]), { timeout: 300 })
  const tryOut = async (): Promise<void> => {
    await hear(ben, 'ready')
    await isTold().catch(tryOut)
  }
  await tryOut()
  shown = []
}
const told = (): string[] => shown.map(({ title, body }) => `${title}: ${body}`)

test('what a contact writes is shown, leads there, calls once for several, and is closed when it was read', async () => {
  await listen()
  await hear(ada, 'Tea?')
  await waitFor(() => expect(told()).toEqual(['Ada: Tea?']))
  await hear(ada, 'At five?')
  await waitFor(() => expect(shown.at(-1)).toMatchObject({ title: 'Ada', renotify: false }))
  shown.at(-1)?.press()
  expect(location.hash).toBe(`#/chats/${encodeURIComponent(ada)}`)
  await act(() => account.db.conversations.update(ada, { unread: 0, readOrder: START * 2 }))
  await waitFor(() => expect(shown.at(-1)?.closed).toBe(true))
})

test('not shown: my own, of strangers, of what is muted or never rings, of what is before my eyes in any tab', async () => {
  await listen()
  await hear(ada, 'mine', { direction: 'out', from: account.jid, state: 'sent' })
  await hear(eve, 'stranger')
  await act(async () => {
    await setChat(account.db, { conversation: cleo, change: { mutedUntil: Date.now() + 1e6 }, now: START })
    await setChat(account.db, { conversation: dora, change: { notify: 'never' }, now: START })
  })
  await hear(cleo, 'muted')
  await hear(dora, 'never')
  held = [shownChat(account.db, ada)]
  await hear(ada, 'seen')
  await hear(ben, 'the end')
  await waitFor(() => expect(told().at(-1)).toContain('the end'))
  expect(new Set(shown.map(({ title }) => title))).toEqual(new Set([ben]))
})

test('of one that rings only for what concerns me, an answer is shown', async () => {
  await listen()
  await act(() => setChat(account.db, { conversation: ada, change: { notify: 'on-mention' }, now: START }))
  await hear(ada, 'to nobody')
  await hear(ada, 'to you', { reply: { id: 'x', to: account.jid, quote: '' } })
  await waitFor(() => expect(told()).toEqual(['Ada: to you']))
})

test('in quiet hours nothing rings, and what is unread is counted all the same', async () => {
  await listen()
  const hours = (on: boolean) =>
    act(() => setRecord(account.db, { kind: 'quiet', id: 'hours', value: { on, days: [0, 1, 2, 3, 4, 5, 6], from: 0, to: 0 }, now: START }))
  await hours(true)
  const asked = vi.spyOn(account.db.records, 'get')
  await hear(ada, 'in the night')
  await waitFor(() => expect(asked).toHaveBeenCalledWith('quiet:hours'))
  expect((await account.db.conversations.get(ada))?.unread).toBe(1)
  await hours(false)
  await hear(dora, 'good morning')
  await waitFor(() => expect(told()).toEqual([`${dora}: good morning`]))
})

test('it tells no more than is wanted', async () => {
  await listen({ content: 'name' })
  await hear(ada, 'secret')
  await waitFor(() => expect(told()).toEqual(['Ada: New message']))
  await act(() => saveAlerts(account.db, { content: 'nothing' }))
  await hear(cleo, 'secret')
  await waitFor(() => expect(told()[1]).toBe('Kith: New message'))
  await act(() => saveAlerts(account.db, { desktop: false }))
  await hear(dora, 'secret')
  await act(() => saveAlerts(account.db, { desktop: true }))
  expect(told().join(' ')).not.toContain('secret')
})

test('what was missed is told in one when it is there; whoever looks at the page sees it there', async () => {
  await listen()
  online(true)
  for (const from of [ada, ben, cleo, dora]) await hear(from, 'missed')
  expect(shown).toEqual([])
  online()
  await waitFor(() => expect(told()).toEqual(['Kith: 4 new messages in 4 conversations']))
  online(true)
  await hear(ada, 'missed again')
  attention.mockReturnValue(true)
  online()
  await hear(cleo, 'after that')
  await waitFor(() => expect(shown).toHaveLength(2))
  expect(shown[1]?.title).toBe(cleo)
  expect(screen.queryByRole('alert')).toBeNull()
})
