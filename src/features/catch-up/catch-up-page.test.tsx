import { act, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { startCatchUpAnew } from '#components/catch-up-state.ts'
import { useSession } from '#components/session-store.ts'
import type { Post } from '#model/post.ts'
import { seesEverything } from '../../../tests/support/layout.ts'
import { node, post } from '../../../tests/support/posts.ts'
import { jid, show, type TestAccount, testAccount } from '../../../tests/support/screen.tsx'
import { CatchUpPage } from './catch-up-page.tsx'

const pubsub = jid('pubsub.example.org')
const party = { service: pubsub, node: 'party' }
const HOUR = 3_600_000
const ago = (hours: number): Partial<Post> => ({ publishedAt: Date.now() - hours * HOUR, sortAt: Date.now() - hours * HOUR })

let account: TestAccount
beforeEach(() => {
  account = testAccount()
  useSession.getState().reset()
})

afterEach(() => {
  vi.unstubAllGlobals()
})

const group = (name: string): Promise<HTMLElement> => screen.findByRole('region', { name })
const row = (name: RegExp): HTMLElement => screen.getByRole('button', { name })
const rowsIn = (region: HTMLElement): (string | undefined)[] =>
  within(region)
    .queryAllByRole('listitem')
    .map(item => item.querySelector('[dir=auto]')?.textContent)
const choose = async (label: string, option: string): Promise<void> =>
  userEvent.selectOptions(screen.getByRole('combobox', { name: label }), option)

async function world(): Promise<void> {
  await account.db.nodes.put(node(pubsub, 'party', { title: 'Party people' }))
  await account.db.posts.bulkPut([
    post('talk', { ...ago(2), ...party, commentCount: 4 }),
    post('note', { ...ago(3), title: '', text: 'A short note' }),
    post('essay', { ...ago(5), likeCount: 1 }),
    post('old', ago(40 * 24)),
    post('earlier', ago(4 * 24)),
  ])
}

test('posts of a period stand by who wrote them, with what is unread of each', async () => {
  await world()
  show(<CatchUpPage />, account)
  const blog = await group('bela@example.org')
  expect(rowsIn(blog)).toEqual(['A short note', 'Title of essay', 'Title of earlier'])
  expect(within(blog).getByText('3 unread')).toBeVisible()
  expect(rowsIn(await group('Party people'))).toEqual(['Title of talk'])
  expect(screen.getByText(/^4 unread posts since/)).toBeVisible()
  await choose('Period', 'Last 24 hours')
  await waitFor(async () => expect(rowsIn(await group('bela@example.org'))).toEqual(['A short note', 'Title of essay']))
})

test('kinds and order are chosen', async () => {
  await world()
  show(<CatchUpPage />, account)
  await group('Party people')
  const names = (): (string | null)[] => screen.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent)
  await userEvent.click(screen.getByRole('button', { name: 'Short posts' }))
  expect(names()).toEqual(['bela@example.org'])
  expect(rowsIn(await group('bela@example.org'))).toEqual(['A short note'])
  await userEvent.click(screen.getByRole('button', { name: 'Pictures' }))
  await userEvent.click(screen.getByRole('button', { name: 'Show all kinds' }))
  await choose('Order', 'Most answers first')
  await waitFor(() => expect(names()).toEqual(['Party people', 'bela@example.org']))
  expect(names()).toEqual(['Party people', 'bela@example.org'])
  expect(rowsIn(await group('bela@example.org'))).toEqual(['Title of essay', 'A short note', 'Title of earlier'])
})

test('what was in the window for a second, or opened, goes grey at once and is left out the next time', async () => {
  await world()
  const first = show(<CatchUpPage />, account)
  await group('Party people')
  await userEvent.click(row(/A short note/))
  expect(await screen.findByRole('article')).toHaveTextContent('A short note')
  expect(row(/A short note/)).toHaveAttribute('aria-expanded', 'true')
  await waitFor(() => expect(row(/Read.*A short note|A short note.*Read/)).toBeVisible())
  expect(screen.getByText(/^3 unread posts/)).toBeVisible()
  first.unmount()

  // Whoever only comes back finds the list as it was.
  const again = show(<CatchUpPage />, account)
  expect(await screen.findByRole('article')).toHaveTextContent('A short note')
  again.unmount()

  startCatchUpAnew(account.db)
  show(<CatchUpPage />, account)
  expect(rowsIn(await group('bela@example.org'))).toEqual(['Title of essay', 'Title of earlier'])
  await userEvent.click(screen.getByRole('checkbox', { name: 'Show read' }))
  expect(rowsIn(await group('bela@example.org'))).toEqual(['A short note', 'Title of essay', 'Title of earlier'])
})

test('a list that is looked at is read as one goes', async () => {
  seesEverything()
  await world()
  const { db } = account
  show(<CatchUpPage />, account)
  await group('Party people')
  await waitFor(async () => expect(await db.reads.count()).toBe(4))
  expect(await screen.findByText(/^Nothing unread since/)).toBeVisible()
  expect(rowsIn(await group('bela@example.org'))).toHaveLength(3)
})

test('a group or everything is put away at once, and comes back on second thoughts', async () => {
  await world()
  show(<CatchUpPage />, account)
  const blog = await group('bela@example.org')
  await userEvent.click(within(blog).getByRole('button', { name: 'Mark everything of bela@example.org as read' }))
  expect(await within(blog).findByText('0 unread')).toBeVisible()
  expect(screen.getByText(/^1 unread post since/)).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: 'Undo' }))
  expect(await within(blog).findByText('3 unread')).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: 'All read' }))
  expect(await screen.findByText(/^Nothing unread since/)).toBeVisible()
  expect(screen.getByRole('button', { name: 'All read' })).toBeDisabled()
  await userEvent.click(screen.getByRole('button', { name: 'Undo' }))
  expect(await screen.findByText(/^4 unread posts since/)).toBeVisible()
})

test('a long group begins short, and more is shown when it is wanted', async () => {
  await account.db.posts.bulkPut(Array.from({ length: 20 }, (_, index) => post(`p${index}`, ago(index + 1))))
  show(<CatchUpPage />, account)
  const blog = await group('bela@example.org')
  expect(rowsIn(blog)).toHaveLength(5)
  await userEvent.click(within(blog).getByRole('button', { name: 'Show 15 more' }))
  expect(rowsIn(blog)).toHaveLength(20)
})

test('of many groups the first are drawn, and the others by a press where they do not come by themselves', async () => {
  const authors = Array.from({ length: 12 }, (_, index) => jid(`author${index}@example.org`))
  await account.db.posts.bulkPut(authors.map((author, index) => post('one', { ...ago(index + 1), author })))
  show(<CatchUpPage />, account)
  await group('author0@example.org')
  expect(screen.getAllByRole('region')).toHaveLength(8)
  await userEvent.click(screen.getByRole('button', { name: 'Show more people and communities' }))
  expect(await group('author11@example.org')).toBeVisible()
  expect(screen.queryByRole('button', { name: 'Show more people and communities' })).toBeNull()
})

test('what arrives meanwhile waits behind a pill, and comes by itself where nothing was', async () => {
  show(<CatchUpPage />, account)
  expect(await screen.findByText('Nothing new in this period')).toBeVisible()
  expect(await screen.findByText(/^Follow people and communities/)).toBeVisible()
  await account.db.posts.put(post('one', ago(2)))
  expect(rowsIn(await group('bela@example.org'))).toEqual(['Title of one'])
  await account.db.posts.put(post('two', ago(1)))
  await userEvent.click(await screen.findByRole('button', { name: '1 new post' }))
  await waitFor(async () => expect(rowsIn(await group('bela@example.org'))).toEqual(['Title of two', 'Title of one']))
})

test('how much was said is asked for while one looks, and sorted by when that is wanted', async () => {
  const [quiet, loud] = [post('quiet', { ...ago(1), author: jid('bela@example.org') }), post('loud', ago(2))]
  await account.db.posts.bulkPut([quiet, loud])
  account.answers['open-comments'] = async ({ postKey }) => {
    if (postKey === loud.key) await account.db.posts.update(loud.key, { commentCount: 7 })
    return { count: 7, more: 'no' }
  }
  show(<CatchUpPage />, account)
  const blog = await group('bela@example.org')
  act(() => account.emit({ kind: 'session', state: { kind: 'online', resumed: false, catchingUp: false } }))
  await waitFor(() => expect(row(/Title of loud.*7 comments/)).toBeVisible())
  expect(rowsIn(blog)).toEqual(['Title of quiet', 'Title of loud'])
  await choose('Order', 'Most answers first')
  await waitFor(() => expect(rowsIn(blog)).toEqual(['Title of loud', 'Title of quiet']))
})

test('a post that was taken back since says so where it is opened', async () => {
  const taken = post('one', ago(1))
  await account.db.posts.put(taken)
  show(<CatchUpPage />, account)
  await group('bela@example.org')
  await account.db.posts.delete(taken.key)
  await userEvent.click(row(/Title of one/))
  expect(await screen.findByText(/It may have been deleted/)).toBeVisible()
})

test('a warning stands in place of what it is about', async () => {
  await account.db.posts.put(post('one', { ...ago(1), title: 'The web', warning: 'Spiders' }))
  show(<CatchUpPage />, account)
  await group('bela@example.org')
  expect(row(/Spiders/)).toBeVisible()
  expect(screen.queryByText('The web')).toBeNull()
})
