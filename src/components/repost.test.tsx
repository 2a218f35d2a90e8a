import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test } from 'vitest'
import type { Post } from '#model/post.ts'
import { node, post } from '../../tests/support/posts.ts'
import { jid, show, type TestAccount, testAccount } from '../../tests/support/screen.tsx'
import { PostCard } from './post-card.tsx'

const me = jid('me@example.org')
const bela = jid('bela@example.org')
const chidi = jid('chidi@example.org')
const ferry = post('ferry', { author: bela, title: 'The ferry is late', text: 'Again.' })
const via = { service: bela, node: ferry.node, itemId: 'ferry', author: bela, authorName: 'Bela' }
const repeated = post('again', { author: chidi, title: ferry.title, text: ferry.text, comments: null, via })
const quote = post('quote', {
  author: chidi,
  title: 'Who is surprised?',
  text: '> Again.\n\nWho is surprised?',
  rich: [
    { tag: 'blockquote', attrs: {}, children: ['Again.'] },
    { tag: 'p', attrs: {}, children: ['Who is surprised?'] },
  ],
  via,
})

let account: TestAccount
beforeEach(async () => {
  account = testAccount()
  await account.db.profiles.bulkPut(
    [
      { jid: bela, name: 'Bela' },
      { jid: chidi, name: 'Chidi' },
    ].map(who => ({ ...who, about: '', avatarHash: null, avatarUrl: null, fetchedAt: 1, state: 'found' as const })),
  )
})

async function showCard(shown: Post, ...others: Post[]): Promise<HTMLElement> {
  await account.db.posts.bulkPut([shown, ...others])
  show(<PostCard postKey={shown.key} position={1} />, account)
  return screen.findByRole('article')
}

const sharing = async (card: HTMLElement) => {
  const user = userEvent.setup()
  await user.click(within(card).getByRole('button', { name: 'Share' }))
  return { user, labels: () => screen.getAllByRole('menuitem', { hidden: true }).map(item => item.textContent) }
}
const choose = (name: string) => screen.findByRole('menuitem', { name, hidden: true })

test('a post that is repeated is drawn itself, once, under who repeated it: a like is for the post', async () => {
  const card = await showCard(repeated, ferry)
  expect(card).toHaveAccessibleName('The ferry is late')
  expect(await within(card).findByRole('link', { name: 'Chidi reposted' })).toHaveAttribute('href', '#/people/chidi%40example.org')
  expect(await within(card).findByRole('link', { name: 'Bela' })).toBeInTheDocument()
  await userEvent.click(within(card).getByRole('button', { name: /Like/ }))
  await waitFor(async () => expect(await account.db.posts.get(ferry.key)).toMatchObject({ likeCount: 1 }))
})

test('of a post that is not here the copy is drawn, and nobody is asked for the original before it is opened', async () => {
  const card = await showCard(repeated)
  expect(await within(card).findByText('Copy of a post by Bela')).toBeInTheDocument()
  expect(within(card).getByText('Again.')).toBeInTheDocument()
  expect(within(card).getByRole('link', { name: 'Open the original' })).toHaveAttribute('href', `#/post/${ferry.key}`)
})

test('own words stand above the post they are about, and the quotation is not said twice', async () => {
  const card = await showCard(quote, ferry)
  expect(card).toHaveAccessibleName('Who is surprised?')
  expect(await within(card).findByText('The ferry is late')).toBeInTheDocument()
  expect(within(card).getAllByText('Again.')).toHaveLength(1)
})

test('a quotation stands for a post that is not here', async () => {
  const card = await showCard(quote)
  expect(within(card).getByText('Again.').closest('a')).toHaveAttribute('href', `#/post/${ferry.key}`)
})

test('what everybody may see can be repeated, and that taken back', async () => {
  await account.db.nodes.put(node(bela, ferry.node))
  const card = await showCard(ferry)
  await within(card).findByRole('link', { name: 'Bela' })
  const { user } = await sharing(card)
  await user.click(await choose('Repost'))
  await waitFor(async () => expect(await account.db.posts.where('author').equals(me).toArray()).toMatchObject([{ via, text: 'Again.' }]))
  await user.click(await screen.findByRole('button', { name: 'Undo' }))
  await waitFor(async () => expect(await account.db.posts.where('author').equals(me).count()).toBe(0))
  expect(await account.db.outbox.count()).toBe(0)
})

test('what only contacts may see is answered and sent to somebody, but not repeated to others', async () => {
  await account.db.nodes.put(node(bela, ferry.node, { accessModel: 'presence' }))
  const card = await showCard(ferry)
  const { labels } = await sharing(card)
  await waitFor(() => expect(labels()).toEqual(['Answer with a post', 'Send in a chat', 'Copy link']))
})

test('a post goes to two people with a few words, and what was being typed to them stays', async () => {
  for (const jid of [bela, chidi]) await account.db.contacts.put({ jid, name: '', subscription: 'both', ask: false, groups: [] })
  await account.db.drafts.put({ key: `chat:${bela}`, title: '', text: 'Dear', target: null, updatedAt: 1 })
  const card = await showCard(ferry)
  const { user } = await sharing(card)
  await user.click(await choose('Send in a chat'))
  const dialog = await screen.findByRole('dialog', { name: 'Send in a chat' })
  expect(within(dialog).getByRole('button', { name: 'Send' })).toBeDisabled()
  for (const name of ['Bela', 'Chidi']) await user.click(await within(dialog).findByRole('checkbox', { name }))
  await user.type(within(dialog).getByLabelText('Add a few words'), 'Look')
  await user.click(within(dialog).getByRole('button', { name: 'Send to 2 people' }))
  expect(await screen.findByText('Sent to 2 people')).toBeInTheDocument()
  const sent = await account.db.messages.toArray()
  expect(sent.map(({ conversation }) => conversation).toSorted()).toEqual([bela, chidi])
  const address = `xmpp:${bela}?;node=${encodeURIComponent(ferry.node)};item=ferry`
  expect(sent[0]).toMatchObject({ post: ferry.key, body: `Look\nThe ferry is late\n${address}` })
  expect(await account.db.drafts.get(`chat:${bela}`)).toMatchObject({ text: 'Dear' })
})

test('a post that answers another one says to which, and leads there', async () => {
  const answer = post('answer', {
    author: chidi,
    title: 'Take the bus',
    text: 'Take the bus',
    inReplyTo: { service: bela, node: ferry.node, itemId: 'ferry' },
  })
  const card = await showCard(answer, ferry)
  expect(await within(card).findByRole('link', { name: 'In answer to “The ferry is late”' })).toHaveAttribute('href', `#/post/${ferry.key}`)
})
