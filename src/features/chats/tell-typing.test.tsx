import { fireEvent, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { usePreferences } from '#components/preferences.ts'
import { useSession } from '#components/session-store.ts'
import { useBoxes } from '../../../tests/support/layout.ts'
import { jid, show, type TestAccount, testAccount } from '../../../tests/support/screen.tsx'
import { ChatsPage } from './chats-page.tsx'

const ada = jid('ada@example.org')
const told: boolean[] = []
let account: TestAccount

useBoxes()
beforeEach(() => {
  told.length = 0
  account = testAccount({
    'tell-typing': async ({ typing }) => {
      told.push(typing)
      return {}
    },
  })
  useSession.getState().reset()
})
afterEach(async () => {
  vi.useRealTimers()
  usePreferences.getState().setTellsTyping(true)
  await account.db.delete()
})

async function open() {
  const page = show(<ChatsPage conversation={ada} />, account)
  const field = await screen.findByRole('textbox', { name: 'Message' })
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  return { page, type: (value: string) => fireEvent.change(field, { target: { value } }) }
}

test('typing is told once, its pause as well, and again when it goes on; an empty field and leaving end it', async () => {
  const { page, type } = await open()
  for (const text of ['H', 'Hi', 'Hi there']) type(text)
  expect(told).toEqual([true])
  vi.advanceTimersByTime(8000)
  expect(told).toEqual([true, false])
  type('Hi there,')
  type('')
  expect(told.slice(2)).toEqual([true, false])
  type('Again')
  page.unmount()
  expect(told.slice(4)).toEqual([true, false])
  vi.advanceTimersByTime(20_000)
  expect(told).toHaveLength(6)
})

test('whoever does not want it tells nobody', async () => {
  usePreferences.getState().setTellsTyping(false)
  const { type } = await open()
  type('Quietly')
  expect(told).toEqual([])
})
