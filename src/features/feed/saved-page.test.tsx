import { act, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test } from 'vitest'
import { useSession } from '#components/session-store.ts'
import { useBoxes } from '../../../tests/support/layout.ts'
import { post } from '../../../tests/support/posts.ts'
import { show, type TestAccount, testAccount } from '../../../tests/support/screen.tsx'
import { SavedPage } from './saved-page.tsx'

useBoxes()
let account: TestAccount
beforeEach(() => {
  account = testAccount()
  useSession.getState().reset()
})

const online = () =>
  act(() => useSession.getState().receive({ kind: 'session', state: { kind: 'online', resumed: false, catchingUp: false } }))
const saved = (itemId: string, savedAt: number) => ({
  postKey: post(itemId).key,
  itemId: null,
  title: `Title of ${itemId}`,
  savedAt,
  state: 'settled' as const,
})
const names = (): (string | undefined)[] =>
  screen.queryAllByRole('article').map(article => within(article).getByRole('heading').textContent)

test('nothing saved yet says how it is done', async () => {
  show(<SavedPage />, account)
  expect(await screen.findByRole('heading', { name: 'Nothing saved yet' })).toBeVisible()
  expect(screen.getByRole('link', { name: 'Saved' })).toHaveAttribute('aria-current', 'page')
})

test('what is saved stands there, the last one first, followed or not; Save takes it out, and Undo brings it back to its place', async () => {
  await account.db.posts.bulkPut([post('a', { inFeed: 0 }), post('b')])
  await account.db.saved.bulkPut([saved('a', 2), saved('b', 1)])
  show(<SavedPage />, account)
  await waitFor(() => expect(names()).toEqual(['Title of a', 'Title of b']))
  await userEvent.click(within(screen.getByRole('article', { name: 'Title of a' })).getByRole('button', { name: 'Save', pressed: true }))
  await waitFor(() => expect(names()).toEqual(['Title of b']))
  await userEvent.click(screen.getByRole('button', { name: 'Undo' }))
  await waitFor(() => expect(names()).toEqual(['Title of a', 'Title of b']))
})

test('one that another device saved is fetched when it is in view, and says offline that it is not here', async () => {
  await account.db.saved.put(saved('far', 1))
  const asked: unknown[] = []
  account.answers['open-post'] = async ({ postKey }) => {
    asked.push(postKey)
    await account.db.posts.put(post('far'))
    return { found: true }
  }
  show(<SavedPage />, account)
  const card = await screen.findByRole('article', { name: 'Title of far' })
  expect(within(card).getByText(/Saved on another device/)).toBeVisible()
  expect(asked).toEqual([])
  online()
  expect(await screen.findByText('Text of far')).toBeVisible()
  expect(asked).toEqual([post('far').key])
})

test('one that is not here stands among those that are, in its place', async () => {
  await account.db.posts.bulkPut([post('a'), post('b')])
  await account.db.saved.bulkPut([saved('a', 1), saved('far', 2), saved('b', 3)])
  show(<SavedPage />, account)
  await waitFor(() => expect(names()).toEqual(['Title of b', 'Title of far', 'Title of a']))
})

test('one that is nowhere any more says so and can be taken out', async () => {
  await account.db.saved.put(saved('far', 1))
  account.answers['open-post'] = async () => ({ found: false })
  show(<SavedPage />, account)
  online()
  const card = await screen.findByRole('article', { name: 'Title of far' })
  expect(await within(card).findByText(/no longer on its server/)).toBeVisible()
  await userEvent.click(within(card).getByRole('button', { name: 'Save' }))
  expect(await screen.findByRole('heading', { name: 'Nothing saved yet' })).toBeVisible()
})

test('a saved post that its author deleted is still there and says why', async () => {
  await account.db.posts.put(post('a', { state: 'retracted', sortAt: -1 }))
  await account.db.saved.put(saved('a', 1))
  show(<SavedPage />, account)
  expect(await screen.findByText('No longer on its server. You still see it because you saved it.')).toBeVisible()
})

test('where the server keeps no private list that is said once, and not otherwise', async () => {
  await account.db.posts.bulkPut([post('a'), post('b')])
  await account.db.saved.bulkPut([saved('a', 1), saved('b', 2)])
  show(<SavedPage />, account)
  await waitFor(() => expect(names()).toHaveLength(2))
  expect(screen.queryByText(/saved on this device only/)).toBeNull()
  await account.db.saved.toCollection().modify({ state: 'device' })
  expect(await screen.findAllByText(/saved on this device only/)).toHaveLength(1)
})
