import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test } from 'vitest'
import type { Post } from '#model/post.ts'
import { node, post } from '../../tests/support/posts.ts'
import { jid, show, type TestAccount, testAccount } from '../../tests/support/screen.tsx'
import { PostCard } from './post-card.tsx'

const me = jid('me@example.org')
const bela = jid('bela@example.org')
const pubsub = jid('pubsub.example.org')

let account: TestAccount
beforeEach(() => {
  account = testAccount()
})

async function showCard(shown: Post): Promise<HTMLElement> {
  await account.db.posts.put(shown)
  show(<PostCard postKey={shown.key} position={1} />, account)
  return screen.findByRole('article')
}

const waiting = { state: 'waiting' as const, attempts: 0, notBefore: 0, createdAt: 1, failure: null }
const intents = async (): Promise<string[]> => (await account.db.outbox.toArray()).map(({ intent }) => intent.kind)

test('a card is an article named by its title', async () => {
  await showCard(post('a', { title: 'First swim', text: 'The water was cold.' }))
  const card = screen.getByRole('article', { name: 'First swim' })
  expect(within(card).getByText('The water was cold.')).toBeVisible()
  expect(card).toHaveAttribute('aria-setsize', '-1')
})

test('a short post says its text once, with its links', async () => {
  const words = 'Cold today, see https://example.org/water #swim'
  const card = await showCard(post('a', { title: words, text: words, tags: ['swim'] }))
  expect(within(card).getByRole('link', { name: 'https://example.org/water' })).toHaveAttribute('rel', expect.stringContaining('noopener'))
  expect(within(card).getAllByRole('link', { name: '#swim' })).toHaveLength(1)
})

test('a title made of the first words of the text is not drawn twice', async () => {
  const text = `${'One very long first line that goes on '.repeat(30)}\nsecond line`
  const card = await showCard(post('a', { title: 'One very long first line that goes on…', text }))
  expect(within(card).getAllByRole('heading')).toHaveLength(1)
  expect(card).toHaveAccessibleName('One very long first line that goes on…')
})

test('a post without a title has a name all the same', async () => {
  await showCard(post('a', { title: '', text: 'Only words.\nMore words.' }))
  expect(screen.getByRole('article', { name: 'Only words.' })).toBeVisible()
})

test('Like is on at once, with the intent to tell the server; a second press takes both back', async () => {
  const user = userEvent.setup()
  const card = await showCard(post('a', { likeCount: 2 }))
  const like = within(card).getByRole('button', { name: /Like/ })
  expect(like).toHaveAttribute('aria-pressed', 'false')
  await user.click(like)
  await waitFor(() => expect(like).toHaveAttribute('aria-pressed', 'true'))
  expect(like).toHaveAccessibleName(/3/)
  expect(await intents()).toEqual(['like-post'])
  expect(account.nudges).toBe(1)
  await user.click(like)
  await waitFor(() => expect(like).toHaveAttribute('aria-pressed', 'false'))
  expect(await intents()).toEqual([])
})

test('Save is on at once, with the intent to tell my other devices; a second press takes both back, and Undo the press', async () => {
  const user = userEvent.setup()
  const card = await showCard(post('a'))
  const save = within(card).getByRole('button', { name: 'Save' })
  expect(save).toHaveAttribute('aria-pressed', 'false')
  await user.click(save)
  await waitFor(() => expect(save).toHaveAttribute('aria-pressed', 'true'))
  expect(await intents()).toEqual(['save-post'])
  expect(account.nudges).toBe(1)
  await user.click(save)
  await waitFor(() => expect(save).toHaveAttribute('aria-pressed', 'false'))
  expect(await intents()).toEqual([])
  await user.click(screen.getByRole('button', { name: 'Undo' }))
  await waitFor(() => expect(save).toHaveAttribute('aria-pressed', 'true'))
})

test('a post that is at no service yet cannot be found again by anybody, so it is not saved', async () => {
  const card = await showCard(post('a', { state: 'queued' }))
  expect(within(card).getByRole('button', { name: 'Save' })).toBeDisabled()
})

test('a post that takes no likes says so instead of failing', async () => {
  const card = await showCard(post('a', { comments: null }))
  expect(within(card).getByRole('button', { name: /Like/ })).toBeDisabled()
})

test('a refused post says why in words, and can be tried again', async () => {
  const failure = { kind: 'forbidden', message: 'forbidden', condition: 'forbidden' } as const
  const failed = post('a', { author: me, state: 'failed', failure })
  await account.db.outbox.add({
    lane: `post:${failed.key}`,
    intent: { kind: 'publish-post', postKey: failed.key },
    state: 'failed',
    attempts: 1,
    notBefore: 0,
    createdAt: 0,
    failure,
  })
  const card = await showCard(failed)
  expect(within(card).getByText(/Not published: You are not allowed to do this here\./)).toBeVisible()
  await userEvent.click(within(card).getByRole('button', { name: 'Try again' }))
  expect(await within(card).findByText('Waiting to be sent')).toBeVisible()
  expect(await account.db.outbox.toCollection().first()).toMatchObject({ state: 'waiting' })
})

test('a refused post can be discarded', async () => {
  const failed = post('a', { author: me, state: 'failed', failure: { kind: 'too-large', message: '', condition: null } })
  const card = await showCard(failed)
  await userEvent.click(within(card).getByRole('button', { name: 'Discard' }))
  await waitFor(() => expect(card).not.toBeInTheDocument())
  expect(await account.db.posts.get(failed.key)).toBeUndefined()
})

test('an author nobody vouches for is marked, and the mark explains itself', async () => {
  const card = await showCard(post('a', { service: pubsub, node: 'party', authorVerified: false }))
  expect(within(card).getByText('not confirmed')).toHaveAttribute('title', expect.stringContaining('does not confirm'))
})

test('a post in a community names it and says who can see it', async () => {
  await account.db.nodes.put(node(pubsub, 'party', { title: 'Party people', accessModel: 'whitelist' }))
  const card = await showCard(post('a', { service: pubsub, node: 'party' }))
  expect(await within(card).findByRole('link', { name: 'Party people' })).toHaveAttribute('href', '#/communities/pubsub.example.org/party')
  expect(await within(card).findByText('Private')).toBeVisible()
})

test('only what is mine offers to be edited or deleted', async () => {
  const user = userEvent.setup()
  const card = await showCard(post('a', { author: bela }))
  await user.click(within(card).getByRole('button', { name: 'More' }))
  expect(await screen.findByRole('menuitem', { name: 'Copy link' })).toBeInTheDocument()
  expect(screen.queryByRole('menuitem', { name: 'Delete' })).toBeNull()
})

test('a claim to be me does not make a post mine', async () => {
  const user = userEvent.setup()
  const card = await showCard(post('a', { author: me, service: pubsub, node: 'party', authorVerified: false }))
  await user.click(within(card).getByRole('button', { name: 'More' }))
  await screen.findByRole('menuitem', { name: 'Copy link' })
  expect(screen.queryByRole('menuitem', { name: 'Edit' })).toBeNull()
})

test('deleting takes the card away at once, tells the server a little later, and can be taken back until then', async () => {
  const user = userEvent.setup()
  const mine = post('a', { author: me })
  const card = await showCard(mine)
  await account.db.outbox.add({ ...waiting, lane: `post:${mine.key}`, intent: { kind: 'like-post', postKey: mine.key, itemId: 'x' } })
  await user.click(within(card).getByRole('button', { name: 'More' }))
  await user.click(await screen.findByRole('menuitem', { name: 'Delete' }))
  await waitFor(async () => expect(await intents()).toEqual(['delete-post']))
  expect((await account.db.outbox.toArray())[0]?.notBefore).toBeGreaterThan(Date.now())
  expect((await account.db.posts.get(mine.key))?.sortAt).toBeLessThan(0)
  await user.click(screen.getByRole('button', { name: 'Undo' }))
  await waitFor(async () => expect(await account.db.posts.get(mine.key)).toEqual(mine))
  expect(await intents()).toEqual(['like-post'])
})

test('a deletion the server knows of is not taken back', async () => {
  const user = userEvent.setup()
  const mine = post('a', { author: me })
  const card = await showCard(mine)
  await user.click(within(card).getByRole('button', { name: 'More' }))
  await user.click(await screen.findByRole('menuitem', { name: 'Delete' }))
  await waitFor(async () => expect(await intents()).toEqual(['delete-post']))
  await account.db.outbox.toCollection().modify({ state: 'wire', attempts: 1 })
  await user.click(screen.getByRole('button', { name: 'Undo' }))
  await screen.findByText('Too late: the server has been told already.')
  expect(await intents()).toEqual(['delete-post'])
})

test('a long post is folded and unfolds', async () => {
  const text = `${'word '.repeat(500)}the very end`
  const card = await showCard(post('a', { text }))
  expect(card).not.toHaveTextContent('the very end')
  await userEvent.click(within(card).getByRole('button', { name: 'Continue reading' }))
  expect(card).toHaveTextContent('the very end')
})
