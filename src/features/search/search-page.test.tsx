import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { nodeKeyOf, postKeyOf } from '#model/keys.ts'
import { jid, show, type TestAccount, testAccount } from '../../../tests/support/screen.tsx'
import { SearchPage } from './search-page.tsx'

const ada = jid('ada@example.org')
const service = jid('pubsub.example.org')
let account: TestAccount

beforeEach(() => {
  account = testAccount()
})
afterEach(() => account.db.delete())

test('before anything is looked for it says what it can find', async () => {
  show(<SearchPage query="" />, account)
  expect(await screen.findByText('Search this device')).toBeInTheDocument()
})

test('finds people, communities, posts and messages, each leading to its place, and says how far it looked', async () => {
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
  show(<SearchPage query="rose" />, account)
  const link = async (group: string) => within(await screen.findByRole('region', { name: group })).findByRole('link')
  expect(await link('People')).toHaveAttribute('href', '#/people/ada%40example.org')
  expect(await link('Communities')).toHaveAttribute('href', '#/communities/pubsub.example.org/roses')
  expect(await link('Posts')).toHaveAttribute('href', '#/post/pubsub.example.org/roses/one')
  const message = await link('Messages')
  expect(message).toHaveAttribute('href', '#/chats/ada%40example.org')
  expect(message).toHaveTextContent('You: A rose is a rose')
  expect(within(message).getAllByText('rose', { selector: 'mark' })).toHaveLength(2)
  expect(screen.getByText(/newest 500 posts and 2,000 messages/)).toBeInTheDocument()
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
