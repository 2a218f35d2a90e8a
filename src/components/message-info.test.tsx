import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { talkBetween } from '../../tests/support/chat-messages.ts'
import { jid, show, type TestAccount, testAccount } from '../../tests/support/screen.tsx'
import { MessageInfo } from './message-info.tsx'

const ada = jid('ada@elsewhere.example')
let account: TestAccount

beforeEach(() => {
  account = testAccount()
})
afterEach(() => account.db.delete())

const facts = (): Record<string, string> =>
  Object.fromEntries(
    screen.getAllByRole('term').map(term => [term.textContent, term.parentElement?.querySelector('dd')?.textContent ?? '']),
  )

test('of my own: how far it has come, when it was written and stored, its names, and that it is not encrypted end to end', () => {
  const message = talkBetween(account.jid, ada)(0, 'Hello', true, { state: 'read', archivedAt: new Date(2026, 5, 1, 12, 0, 2).getTime() })
  show(<MessageInfo message={message} onClose={() => undefined} />, account)
  expect(facts()).toMatchObject({
    From: 'me@example.org',
    Written: expect.stringMatching(/June 1, 2026.*12:00:00/) as string,
    'Stored by your server': expect.stringMatching(/12:00:02/) as string,
    Delivery: 'Read',
    Encryption: expect.stringContaining('not end to end') as string,
    'Its sender’s id': 'id-0',
    'Id in your archive': 'archive-0',
  })
  expect(facts()).not.toHaveProperty('Received on this device')
})

test('of others: when it came, and what it said before', async () => {
  const at = new Date(2026, 5, 1, 12, 5).getTime()
  const versions = [
    { body: 'helo', at: at - 60_000 },
    { body: 'hello', at },
  ]
  const message = talkBetween(account.jid, ada)(0, 'hello', false, { receivedAt: at - 50_000, versions, originId: null })
  show(<MessageInfo message={message} onClose={() => undefined} />, account)
  expect(facts()).toMatchObject({
    'Received on this device': expect.stringMatching(/12:04:10/) as string,
    'Last edited': expect.stringMatching(/12:05/) as string,
  })
  for (const none of ['Delivery', 'Its sender’s id']) expect(facts()).not.toHaveProperty(none)
  await userEvent.click(screen.getByRole('button', { name: /version|before/i }))
  expect(within(await screen.findByRole('dialog')).getAllByText('helo')[0]).toBeVisible()
})
