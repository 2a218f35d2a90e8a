import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test } from 'vitest'
import { changeList } from '#commands/change-list.ts'
import { readerLists } from '#storage/records.ts'
import { node } from '../../tests/support/posts.ts'
import { jid, show, type TestAccount, testAccount } from '../../tests/support/screen.tsx'
import { AddToList } from './add-to-list.tsx'

const pubsub = jid('pubsub.example.org')
const party = node(pubsub, 'party', { title: 'Party people' })

let account: TestAccount
beforeEach(() => {
  account = testAccount()
})

const open = async (): Promise<void> => {
  show(<AddToList service={pubsub} node="party" kind="community" title="Party people" />, account)
  await userEvent.click(screen.getByRole('button', { name: 'Add to list' }))
  await screen.findByRole('dialog', { name: 'Lists with Party people' })
}

test('what is not followed says so, and once it is, the first list is made of it', async () => {
  await account.db.nodes.put({ ...party, followed: 0 })
  await open()
  await userEvent.click(await screen.findByRole('button', { name: 'Follow Party people' }))
  expect(await screen.findByText(/You have no list yet/)).toBeVisible()
  await userEvent.type(screen.getByRole('textbox', { name: 'Name of a new list' }), 'Nights{Enter}')
  await waitFor(async () => expect(await readerLists(account.db)).toMatchObject([{ name: 'Nights', nodes: [party.key] }]))
  expect(await screen.findByRole('checkbox', { name: 'Nights', checked: true })).toBeVisible()
  expect(screen.getByRole('textbox', { name: 'Name of a new list' })).toHaveValue('')
})

test('each check holds at once and leaves the other lists alone', async () => {
  await account.db.nodes.put(party)
  const other = node(pubsub, 'other').key
  await changeList(account.db, { id: 'a', name: 'Days', add: [other], now: 1 })
  await changeList(account.db, { id: 'b', name: 'Nights', add: [party.key], now: 1 })
  await open()
  await userEvent.click(await screen.findByRole('checkbox', { name: 'Days', checked: false }))
  await userEvent.click(screen.getByRole('checkbox', { name: 'Nights', checked: true }))
  await waitFor(async () =>
    expect(await readerLists(account.db)).toEqual([
      { id: 'a', name: 'Days', nodes: [other, party.key] },
      { id: 'b', name: 'Nights', nodes: [] },
    ]),
  )
})
