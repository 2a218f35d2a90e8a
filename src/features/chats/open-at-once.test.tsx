import { fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { recallAhead } from '#components/chat-ahead.ts'
import { useSession } from '#components/session-store.ts'
import { newConversation } from '#model/conversation.ts'
import { talkBetween } from '../../../tests/support/chat-messages.ts'
import { holdTable } from '../../../tests/support/hold-table.ts'
import { useBoxes } from '../../../tests/support/layout.ts'
import { jid, show, type TestAccount, testAccount } from '../../../tests/support/screen.tsx'
import { ChatsPage } from './chats-page.tsx'

const ada = jid('ada@example.org')
let account: TestAccount

useBoxes()
beforeEach(async () => {
  account = testAccount()
  useSession.getState().reset()
  await account.db.conversations.put({ ...newConversation(ada, 1), preview: 'words of ada' })
  await account.db.messages.put(talkBetween(account.jid, ada)(0, 'said long ago', false))
})
afterEach(() => account.db.delete())

const ahead = () => recallAhead(account.db, ada)
const newest = () => ahead()?.history.rows.at(-1)?.key

test('what a finger is down on is drawn without waiting for the disk, with what came between its going down and up', async () => {
  const page = show(<ChatsPage conversation={null} />, account)
  const row = await screen.findByText('words of ada')
  fireEvent.pointerDown(row)
  await waitFor(() => expect(newest()).toBe('m0'))
  await account.db.messages.put(talkBetween(account.jid, ada)(1, 'said a moment ago', false))
  await waitFor(() => expect(newest()).toBe('m1'))

  const release = await holdTable(account.db, 'messages')
  page.rerender(<ChatsPage conversation={ada} />)
  expect(screen.getByText('said a moment ago')).toBeVisible()
  await release()
  await account.db.messages.put(talkBetween(account.jid, ada)(2, 'said afterwards', false))
  expect(await screen.findByText('said afterwards')).toBeVisible()
})

test('what nobody opened is let go of after some seconds', async () => {
  show(<ChatsPage conversation={null} />, account)
  fireEvent.pointerDown(await screen.findByText('words of ada'))
  await waitFor(() => expect(ahead()).toBeDefined())
  await waitFor(() => expect(ahead()).toBeUndefined(), { timeout: 6000 })
})
