import { act, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test } from 'vitest'
import { changeList } from '#commands/change-list.ts'
import { setRecord } from '#commands/set-record.ts'
import { BLOG_NODE } from '#model/post.ts'
import { readerLists } from '#storage/records.ts'
import { useSession } from '#components/session-store.ts'
import { useBoxes } from '../../../tests/support/layout.ts'
import { node, post } from '../../../tests/support/posts.ts'
import { jid, show, type TestAccount, testAccount } from '../../../tests/support/screen.tsx'
import { FeedPage } from './feed-page.tsx'
import { ListPage } from './list-page.tsx'

const bela = jid('bela@example.org')
const emil = jid('emil@example.org')
const pubsub = jid('pubsub.example.org')
const start = 1_700_000_000_000

useBoxes()
let account: TestAccount
beforeEach(async () => {
  account = testAccount({ 'find-services': async () => ({ services: [] }) })
  useSession.getState().reset()
  location.hash = ''
  await account.db.nodes.bulkPut([node(bela, BLOG_NODE), node(emil, BLOG_NODE), node(pubsub, 'party', { title: 'Party people' })])
  await account.db.contacts.put({ jid: bela, name: 'Béla', groups: [], subscription: 'both', ask: false, blocked: false } as never)
})

const at = (day: number) => ({ publishedAt: start + day, sortAt: start + day })
const titles = (): (string | undefined)[] => screen.queryAllByRole('article').map(article => article.querySelector('h2')?.textContent)
const tabs = (): (string | null)[] =>
  within(screen.getByRole('navigation', { name: 'Views of the feed' }))
    .getAllByRole('link')
    .map(link => link.textContent)
const posts = () =>
  account.db.posts.bulkPut([
    post('one', { ...at(1), author: bela }),
    post('two', { ...at(2), author: emil }),
    post('three', { ...at(3), service: pubsub, node: 'party' }),
  ])
const named = (id: string, name: string, ...nodes: { key: never }[] | ReturnType<typeof node>[]) =>
  changeList(account.db, { id, name, add: nodes.map(({ key }) => key), now: start })

test('a list has its name as title, shows what is in it and follows its changes from elsewhere', async () => {
  await posts()
  await named('x', 'Friends', node(bela, BLOG_NODE))
  show(<ListPage id="x" />, account)
  expect(await screen.findByRole('heading', { level: 1, name: 'Friends' })).toBeVisible()
  await waitFor(() => expect(titles()).toEqual(['Title of one']))
  expect(screen.getByRole('feed', { name: 'Friends' })).toBeInTheDocument()
  expect(screen.getByRole('link', { name: 'Friends' })).toHaveAttribute('aria-current', 'page')
  await changeList(account.db, {
    id: 'x',
    name: 'People',
    remove: [node(bela, BLOG_NODE).key],
    add: [node(emil, BLOG_NODE).key],
    now: start,
  })
  expect(await screen.findByRole('heading', { level: 1, name: 'People' })).toBeVisible()
  await account.db.records.delete('list:x')
  expect(await screen.findByRole('heading', { name: 'This list is not there' })).toBeVisible()
  expect(screen.getByRole('link', { name: 'To the feed' })).toHaveAttribute('href', '#/feed')
})

test('lists and followed tags are tabs behind the others, each by name', async () => {
  await named('x', 'Work')
  await named('y', 'Friends')
  await setRecord(account.db, { kind: 'tag', id: 'boats', value: { tag: 'boats' }, now: start })
  show(<FeedPage />, account)
  await waitFor(() => expect(tabs()).toEqual(['All', 'People', 'Communities', 'Saved', 'Friends', 'Work', '#boats']))
  expect(screen.getByRole('link', { name: 'Work' })).toHaveAttribute('href', '#/feed/list/x')
  expect(screen.getByRole('link', { name: '#boats' })).toHaveAttribute('href', '#/tag/boats')
})

test('a new list gets a name and what is checked among what one follows, found by name without accents', async () => {
  show(<FeedPage />, account)
  await userEvent.click(screen.getByRole('button', { name: 'New list' }))
  const dialog = await screen.findByRole('dialog', { name: 'New list' })
  const create = within(dialog).getByRole('button', { name: 'Create list' })
  expect(create).toBeDisabled()
  await userEvent.type(within(dialog).getByRole('textbox', { name: 'Name of the list' }), '  Friends ')
  await waitFor(() => expect(within(dialog).getAllByRole('checkbox')).toHaveLength(3))
  await userEvent.type(within(dialog).getByRole('searchbox'), 'bela')
  await waitFor(() => expect(within(dialog).getAllByRole('checkbox')).toHaveLength(1))
  await userEvent.click(within(dialog).getByRole('checkbox', { name: /^Béla/ }))
  await userEvent.clear(within(dialog).getByRole('searchbox'))
  await userEvent.click(await within(dialog).findByRole('checkbox', { name: /^Party people/ }))
  await userEvent.click(create)
  const keys = [node(bela, BLOG_NODE).key, node(pubsub, 'party').key]
  await waitFor(async () => expect(await readerLists(account.db)).toMatchObject([{ name: 'Friends', nodes: keys }]))
  const [made] = await readerLists(account.db)
  await waitFor(() => expect(location.hash).toBe(`#/feed/list/${made?.id}`))
  expect(account.nudges).toBeGreaterThan(0)
})

test('who follows hundreds finds one of them without all of them being drawn', async () => {
  await account.db.nodes.bulkPut(Array.from({ length: 300 }, (_, index) => node(pubsub, `n${index}`, { title: `Club ${index}` })))
  show(<FeedPage />, account)
  await userEvent.click(screen.getByRole('button', { name: 'New list' }))
  const dialog = await screen.findByRole('dialog', { name: 'New list' })
  await waitFor(() => expect(within(dialog).getAllByRole('checkbox').length).toBeGreaterThan(5))
  expect(within(dialog).getAllByRole('checkbox').length).toBeLessThan(60)
  await userEvent.type(within(dialog).getByRole('searchbox'), 'club 299')
  expect(await within(dialog).findByRole('checkbox', { name: /^Club 299/ })).toBeInTheDocument()
  await userEvent.type(within(dialog).getByRole('searchbox'), '9')
  expect(await within(dialog).findByText('Nothing you follow matches.')).toBeInTheDocument()
})

test('an empty list says how it is filled, and is', async () => {
  await posts()
  await named('x', 'Friends')
  show(<ListPage id="x" />, account)
  expect(await screen.findByText('Nothing in this list yet')).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: 'Choose what is in it' }))
  await userEvent.click(await screen.findByRole('checkbox', { name: /^emil/ }))
  await userEvent.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(titles()).toEqual(['Title of two']))
})

test('what is not followed any more is still in the list, says so, and can be taken out', async () => {
  await named('x', 'Friends', node(bela, BLOG_NODE))
  await account.db.nodes.update(node(bela, BLOG_NODE).key, { followed: 0 })
  show(<ListPage id="x" />, account)
  await userEvent.click(await screen.findByRole('button', { name: 'Edit list' }))
  const box = await screen.findByRole('checkbox', { name: 'Béla Not followed any more', checked: true })
  await userEvent.click(box)
  await userEvent.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(async () => expect(await readerLists(account.db)).toMatchObject([{ nodes: [] }]))
})

test('deleting a list leads to the feed, and can be undone', async () => {
  await named('x', 'Friends', node(bela, BLOG_NODE))
  show(<ListPage id="x" />, account)
  await userEvent.click(await screen.findByRole('button', { name: 'Edit list' }))
  await userEvent.click(await screen.findByRole('button', { name: 'Delete list' }))
  await waitFor(() => expect(location.hash).toBe('#/feed'))
  expect(await readerLists(account.db)).toEqual([])
  await userEvent.click(screen.getByRole('button', { name: 'Undo' }))
  await waitFor(() => expect(location.hash).toBe('#/feed/list/x'))
  expect(await readerLists(account.db)).toMatchObject([{ id: 'x', name: 'Friends' }])
})

test('where the server keeps nothing private the editor says so once, in place of the promise', async () => {
  await named('x', 'Friends')
  await account.db.records.toCollection().modify({ state: 'device' })
  show(<ListPage id="x" />, account)
  await userEvent.click(await screen.findByRole('button', { name: 'Edit list' }))
  expect(await screen.findAllByText(/on this device only/)).toHaveLength(1)
  expect(screen.queryByText(/the same on all your devices/)).toBeNull()
})

test('a view without reposts says at its end that they are hidden, and shows them again', async () => {
  const via = { service: emil, node: BLOG_NODE, itemId: 'o', author: emil, authorName: '' }
  await account.db.posts.bulkPut([
    post('own', at(1)),
    post('again', { ...at(2), via }),
    post('said', { ...at(3), inReplyTo: { service: emil, node: BLOG_NODE, itemId: 'o' } }),
  ])
  show(<FeedPage />, account)
  await waitFor(() => expect(screen.getAllByRole('article')).toHaveLength(3))
  await userEvent.click(screen.getByRole('button', { name: 'View options' }))
  const reposts = screen.getByRole('menuitemcheckbox', { name: 'Show reposts', checked: true })
  await userEvent.click(reposts)
  await waitFor(() => expect(reposts).not.toBeChecked())
  await waitFor(() => expect(screen.getAllByRole('article')).toHaveLength(2))
  expect(await screen.findByText('Reposts are hidden in this view.')).toBeInTheDocument()
  await userEvent.keyboard('{ArrowDown} ')
  expect(await screen.findByText('Reposts and replies are hidden in this view.')).toBeInTheDocument()
  await waitFor(() => expect(titles()).toEqual(['Title of own']))
  await userEvent.click(screen.getByRole('button', { name: 'Show them' }))
  await waitFor(() => expect(screen.getAllByRole('article')).toHaveLength(3))
  expect(await account.db.records.toArray()).toMatchObject([{ key: 'view:all', value: { reposts: true, replies: true } }])
})

test('a view that is empty because replies are hidden says so there', async () => {
  await account.db.posts.put(post('said', { ...at(3), inReplyTo: { service: emil, node: BLOG_NODE, itemId: 'o' } }))
  await setRecord(account.db, { kind: 'view', id: 'people', value: { reposts: true, replies: false }, now: start })
  show(<FeedPage view="people" />, account)
  expect(await screen.findByText('Replies are hidden in this view.')).toBeVisible()
  act(() => screen.getByRole('button', { name: 'Show them' }).click())
  await waitFor(() => expect(screen.getAllByRole('article')).toHaveLength(1))
})
