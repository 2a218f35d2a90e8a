import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test } from 'vitest'
import { mute } from '#commands/mute.ts'
import { listMutes } from '#storage/mutes.ts'
import { jid, show, type TestAccount, testAccount } from '../../../tests/support/screen.tsx'
import { MutedSection } from './muted-section.tsx'

let account: TestAccount
beforeEach(() => {
  account = testAccount()
})

test('words are muted here, everything muted is listed with its end, and is taken back', async () => {
  await mute(account.db, { what: 'person', target: jid('bela@example.org'), until: Date.now() + 100_000_000, now: 1 })
  await mute(account.db, { what: 'tag', target: 'football', until: 5, now: 2 })
  show(<MutedSection />, account)
  await userEvent.type(await screen.findByRole('textbox', { name: 'Word or phrase' }), 'cake')
  await userEvent.click(screen.getByRole('button', { name: 'Mute' }))
  const rows = async (): Promise<HTMLElement[]> => screen.findAllByRole('listitem')
  await waitFor(async () => expect(await rows()).toHaveLength(3))
  const [cake, football, person] = await rows()
  expect(cake).toHaveTextContent('Posts with “cake”For good')
  expect(football).toHaveTextContent('The tag #footballWas muted until')
  expect(person).toHaveTextContent('Posts by bela@example.orgUntil')
  if (cake) await userEvent.click(within(cake).getByRole('button', { name: 'Unmute' }))
  await waitFor(async () => expect((await listMutes(account.db)).map(({ target }) => target)).toEqual(['football', 'bela@example.org']))
})

test('a server that keeps nothing private is told of', async () => {
  await mute(account.db, { what: 'word', target: 'cake', until: null, now: 1 })
  await account.db.records.toCollection().modify({ state: 'device' })
  show(<MutedSection />, account)
  expect(await screen.findByText(/known on this device only/)).toBeVisible()
})
