import { act, renderHook, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Message } from '#model/message.ts'
import { jid, type TestAccount, testAccount } from '../../tests/support/screen.tsx'
import { AccountContext } from './account-context.tsx'
import { type HistoryWindow, useHistoryWindow } from './use-history-window.ts'

const [ada, ben] = [jid('ada@example.org'), jid('ben@example.org')]
let account: TestAccount

beforeEach(() => {
  account = testAccount()
})
afterEach(() => account.db.delete())

/** Order and number of a message are the same here. */
function message(order: number, conversation = ada): Message {
  const key = `${conversation} ${order}`
  return {
    key,
    conversation,
    direction: 'in',
    from: conversation,
    body: key,
    order,
    sentAt: order,
    state: 'received',
    failure: null,
    originId: null,
    archiveId: null,
    aliases: [],
    wantsReceipt: false,
    markable: false,
  }
}

async function store(count: number): Promise<void> {
  await account.db.messages.bulkPut(Array.from({ length: count }, (_, order) => message(order)))
  await account.db.messages.bulkPut(Array.from({ length: 50 }, (_, order) => message(order + 0.5, ben)))
}

interface View {
  atEnd: boolean
  place: number | null
}

function open(view: View) {
  return renderHook((now: View) => useHistoryWindow(ada, { unread: 0, ...now }), {
    initialProps: view,
    wrapper: ({ children }) => <AccountContext value={account}>{children}</AccountContext>,
  })
}

const span = ({ rows }: HistoryWindow) => [rows?.[0]?.order, rows?.at(-1)?.order, rows?.length]

test('it opens around a place far back and grows both ways until it is at the newest', async () => {
  await store(1000)
  const { result } = open({ atEnd: false, place: 100 })
  await waitFor(() => expect(span(result.current)).toEqual([61, 140, 80]))
  expect(result.current).toMatchObject({ reachesNewest: false, reachesStoredEnd: false, growing: false })

  act(() => result.current.grow())
  await waitFor(() => expect(span(result.current)).toEqual([0, 140, 141]))
  expect(result.current.reachesStoredEnd).toBe(true)

  for (let step = 0; step < 6 && !result.current.reachesNewest; step += 1) {
    act(() => result.current.growDown())
    await waitFor(() => expect(result.current.growing).toBe(false))
  }
  expect(span(result.current)).toEqual([0, 999, 1000])
})

test('new messages come in at the end once that is held, not before', async () => {
  await store(200)
  const { result } = open({ atEnd: false, place: 100 })
  await waitFor(() => expect(span(result.current)).toEqual([61, 140, 80]))
  await account.db.messages.put(message(200))
  act(() => result.current.growDown())
  await waitFor(() => expect(span(result.current)).toEqual([61, 200, 140]))
  await account.db.messages.put(message(201))
  await waitFor(() => expect(span(result.current)).toEqual([61, 201, 141]))
  expect(result.current.reachesNewest).toBe(true)
})

test('whoever read on to the end holds the newest, as without a place', async () => {
  await store(110)
  const { result, rerender } = open({ atEnd: false, place: 100 })
  await waitFor(() => expect(span(result.current)).toEqual([61, 109, 49]))
  rerender({ atEnd: true, place: 100 })
  await waitFor(() => expect(span(result.current)).toEqual([10, 109, 100]))
  await account.db.messages.put(message(110))
  await waitFor(() => expect(span(result.current)).toEqual([11, 110, 100]))
})

test('it goes far back and returns to the newest; what is near only makes it longer', async () => {
  await store(1000)
  const { result } = open({ atEnd: true, place: null })
  // One screen at first: 768 px.
  await waitFor(() => expect(span(result.current)).toEqual([977, 999, 23]))
  act(() => result.current.reach(900, 100))
  await waitFor(() => expect(span(result.current)).toEqual([860, 999, 140]))
  act(() => result.current.reach(300, 700))
  await waitFor(() => expect(span(result.current)).toEqual([261, 340, 80]))
  expect(result.current.reachesNewest).toBe(false)
  act(() => result.current.holdNewest())
  await waitFor(() => expect(span(result.current)).toEqual([900, 999, 100]))
})
