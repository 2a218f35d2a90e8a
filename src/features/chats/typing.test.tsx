import { act, fireEvent, screen, within } from '@testing-library/react'
import { type ComponentProps, Profiler } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type * as composer from '#components/conversation-composer.tsx'
import { useSession } from '#components/session-store.ts'
import type { Message } from '#model/message.ts'
import { useBoxes } from '../../../tests/support/layout.ts'
import { jid, show, type TestAccount, testAccount } from '../../../tests/support/screen.tsx'
import { ChatsPage } from './chats-page.tsx'

const drawn = vi.fn<() => void>()
vi.mock('#components/conversation-composer.tsx', async load => {
  const real = await load<typeof composer>()
  const Counted = (props: ComponentProps<typeof real.ConversationComposer>) => (
    <Profiler id="composer" onRender={() => drawn()}>
      <real.ConversationComposer {...props} />
    </Profiler>
  )
  return { ...real, ConversationComposer: Counted }
})

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

const message = (minute: number): Message => ({
  key: `m${minute}`,
  conversation: ada,
  direction: 'in',
  from: ada,
  body: `message ${minute}`,
  order: noon + minute * 60_000,
  sentAt: noon + minute * 60_000,
  state: 'received',
  failure: null,
  originId: `id-${minute}`,
  archiveId: `archive-${minute}`,
  aliases: [],
  wantsReceipt: false,
  markable: true,
})

async function come(minutes: readonly number[]): Promise<void> {
  const { db } = account
  const last = minutes.at(-1) ?? 0
  const order = noon + last * 60_000
  await db.transaction('rw', [db.messages, db.conversations], async () => {
    await db.messages.bulkPut(minutes.map(message))
    await db.conversations.put({
      jid: ada,
      kind: 'person',
      lastOrder: order,
      lastAt: order,
      preview: `message ${last}`,
      previewDirection: 'in',
      previewState: 'received',
      unread: 0,
      readOrder: order,
      historyComplete: true,
      archived: 0,
      pinned: 0,
    })
  })
}

test('what is written is not drawn again for what comes meanwhile, below or above', async () => {
  await come([0, 1, 2])
  show(<ChatsPage conversation={ada} />, account)
  await screen.findByText('message 2')
  const field = screen.getByRole('textbox', { name: 'Message' })
  fireEvent.change(field, { target: { value: 'half a thought' } })
  // It is kept a moment after the last key.
  await vi.waitFor(async () => expect(await account.db.drafts.count()).toBe(1))
  await act(async () => undefined)
  expect(drawn).toHaveBeenCalled()
  drawn.mockClear()
  for (let minute = 3; minute < 20; minute += 1) {
    await come([minute])
    // In the list of conversations it is said as well.
    await within(screen.getByRole('log')).findByText(`message ${minute}`)
  }
  await account.db.messages.bulkPut([-3, -2, -1].map(message))
  await screen.findByText('message -3')
  expect(drawn).not.toHaveBeenCalled()
  expect(field).toHaveValue('half a thought')
})
