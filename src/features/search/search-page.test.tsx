import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { nodeKeyOf, postKeyOf } from '#model/keys.ts'
import { jid, show, type TestAccount, testAccount } from '../../../tests/support/screen.tsx'
import { indexSlice } from '#storage/search-index.ts'
import { SearchPage } from './search-page.tsx'

const ada = jid('ada@example.org')
const service = jid('pubsub.example.org')
let account: TestAccount

beforeEach(() => {
  account = testAccount()
})
afterEach(() => account.db.delete())

async function indexed(): Promise<void> {
  while (await indexSlice(account.db));
}

function message(key: string, body: string, order = 1) {
  return { key, conversation: ada, direction: 'in', from: ada, body, order, sentAt: order, aliases: [] } as never
}

const box = () => screen.findByRole('searchbox', { name: 'Search' })

test('before anything is looked for it says what it can find, and how to ask for it', async () => {
  show(<SearchPage query="" />, account)
  expect(await screen.findByText('Search this device')).toBeInTheDocument()
  expect(screen.getByText('"old roses"')).toBeInTheDocument()
})

test('finds people, communities, posts, comments and messages, each leading to its place', async () => {
  const node = { service, node: 'roses' }
  const post = { ...node, itemId: 'one' }
  await account.db.contacts.put({ jid: ada, name: 'Rose Lovelace', subscription: 'both', ask: false, groups: [] })
  await account.db.nodes.put({ ...node, key: nodeKeyOf(node), kind: 'community', title: 'Rose growers' } as never)
  await account.db.posts.put({
    ...post,
    key: postKeyOf(post),
    title: 'On pruning',
    text: 'Old roses like it',
    tags: [],
    author: ada,
    authorName: '',
    inFeed: 1,
    sortAt: 1,
    publishedAt: 1,
    warning: null,
    enclosures: [],
    links: [],
  } as never)
  const comment = { service, node: 'urn:xmpp:microblog:0:comments/one', itemId: 'c' }
  await account.db.comments.put({
    key: postKeyOf(comment),
    postKey: postKeyOf(post),
    itemId: 'c',
    author: ada,
    authorName: '',
    text: 'Which Rosé?',
    publishedAt: 1,
  } as never)
  await account.db.messages.put({
    key: 'm1',
    conversation: ada,
    direction: 'out',
    body: 'A rose is a rose',
    order: 1,
    sentAt: 1,
    aliases: [],
  } as never)
  await indexed()
  show(<SearchPage query="rose" />, account)
  const link = async (group: string) => within(await screen.findByRole('region', { name: group })).findByRole('link')
  expect(await link('People')).toHaveAttribute('href', '#/people/ada%40example.org')
  expect(await link('Communities')).toHaveAttribute('href', '#/communities/pubsub.example.org/roses')
  const comments = await link('Comments')
  expect(comments).toHaveAttribute('href', '#/post/pubsub.example.org/roses/one')
  expect(within(comments).getByText('Rosé', { selector: 'mark' })).toBeInTheDocument()
  expect(await link('Posts')).toHaveAttribute('href', '#/post/pubsub.example.org/roses/one')
  const message = await link('Messages')
  expect(message).toHaveAttribute('href', '#/chats/ada%40example.org?message=m1')
  expect(message).toHaveTextContent('You: A rose is a rose')
  expect(within(message).getAllByText('rose', { selector: 'mark' })).toHaveLength(2)
  expect(screen.getByText('Searched everything that this device has seen.')).toBeInTheDocument()
})

test('nothing found is said with what was looked for, and a word with signs of a pattern is just a word', async () => {
  show(<SearchPage query="" />, account)
  await userEvent.setup().type(await screen.findByRole('searchbox', { name: 'Search' }), 'a(b[[c*')
  expect(await screen.findByText(/Nothing on this device matches “a\(b\[c\*”/)).toBeInTheDocument()
})

test('a whole address leads to its profile, known here or not', async () => {
  show(<SearchPage query="new@example.net" />, account)
  expect(await screen.findByRole('link', { name: 'new@example.net' })).toHaveAttribute('href', '#/people/new%40example.net')
})

test('filters are offered, stand in the field as one types them, and can be taken away', async () => {
  await account.db.messages.bulkPut([message('a', 'see https://example.org'), message('b', 'see you')])
  await indexed()
  const user = userEvent.setup()
  show(<SearchPage query="" />, account)
  await user.click(await screen.findByRole('button', { name: /^author:/ }))
  expect(await box()).toHaveFocus()
  expect(await box()).toHaveValue('author:')
  await user.keyboard('ada has:link')
  const found = await screen.findByRole('region', { name: 'Messages' })
  await waitFor(() => expect(within(found).getAllByRole('link')).toHaveLength(1))
  await user.click(screen.getByRole('button', { name: 'Remove has:link' }))
  expect(await box()).toHaveValue('author:ada')
  await waitFor(() => expect(within(found).getAllByRole('link')).toHaveLength(2))
})

test('arrow keys go through what was found and back, Escape begins anew', async () => {
  await account.db.messages.bulkPut([message('a', 'rose one', 2), message('b', 'rose two', 1)])
  await indexed()
  const user = userEvent.setup()
  show(<SearchPage query="rose" />, account)
  await screen.findByRole('region', { name: 'Messages' })
  const links = screen.getAllByRole('link')
  await user.click(await box())
  await user.keyboard('{ArrowDown}')
  expect(links[0]).toHaveFocus()
  await user.keyboard('{ArrowDown}{ArrowDown}')
  expect(links[1]).toHaveFocus()
  await user.keyboard('{ArrowUp}{ArrowUp}')
  expect(await box()).toHaveFocus()
  await user.keyboard('{ArrowDown}{Escape}')
  expect(await box()).toHaveFocus()
  expect(await box()).toHaveValue('')
  expect(await screen.findByText('Search this device')).toBeInTheDocument()
})

test('of many only the newest are shown until more are wanted', async () => {
  await account.db.messages.bulkPut(Array.from({ length: 30 }, (_, index) => message(`m${index}`, `rose ${index}`, index + 1)))
  await indexed()
  show(<SearchPage query="rose" />, account)
  const found = await screen.findByRole('region', { name: 'Messages' })
  expect(within(found).getAllByRole('link')).toHaveLength(20)
  expect(within(found).getAllByRole('link')[0]).toHaveTextContent('rose 29')
  await userEvent.setup().click(within(found).getByRole('button', { name: 'Show more' }))
  await waitFor(() => expect(within(found).getAllByRole('link')).toHaveLength(30))
  expect(within(found).queryByRole('button', { name: 'Show more' })).toBeNull()
})

test('what the search has not read yet is said, and found as soon as it is', async () => {
  await account.db.messages.bulkPut(Array.from({ length: 250 }, (_, index) => message(`m${index}`, 'rose', index + 1)))
  await account.db.searchQueue.clear()
  await indexSlice(account.db)
  await indexSlice(account.db)
  show(<SearchPage query="rose" />, account)
  expect(await screen.findByText('Search is still reading older posts: 40%')).toBeInTheDocument()
  await indexed()
  expect(await screen.findByText('Searched everything that this device has seen.')).toBeInTheDocument()
  await waitFor(() => expect(screen.queryByText(/still reading/)).toBeNull())
})
