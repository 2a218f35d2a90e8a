import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test } from 'vitest'
import { publishPost } from '#commands/publish-post.ts'
import { keepFiles } from '#commands/keep-files.ts'
import { type NodeKey, nodeKeyOf } from '#model/keys.ts'
import { BLOG_NODE } from '#model/post.ts'
import { NO_EXTRAS } from '#storage/drafts.ts'
import type { Draft } from '#storage/schema.ts'
import { node, post } from '../../../tests/support/posts.ts'
import { jid, show, type TestAccount, testAccount } from '../../../tests/support/screen.tsx'
import { DraftsPage } from './drafts-page.tsx'

const me = jid('me@example.org')
const blog = nodeKeyOf({ service: me, node: BLOG_NODE })
const ferry = post('ferry')
const EVENING = new Date(2096, 0, 1, 10).getTime()

let account: TestAccount
beforeEach(() => {
  account = testAccount()
  location.hash = '#/drafts'
})

const draft = (key: string, over: Partial<Draft> = {}): Draft => ({ key, title: '', text: 'Words', target: blog, updatedAt: 1, ...over })
const list = (name: string): Promise<HTMLElement> => screen.findByRole('list', { name })

async function schedule(text: string): Promise<void> {
  const extras = { scheduledAt: EVENING }
  await publishPost(account.db, { me, service: me, node: BLOG_NODE, title: '', text, now: Date.now(), extras })
}

test('drafts are listed newest first, by title or first words, with where they go and what hangs on them', async () => {
  const party = node(jid('pubsub.example.org'), 'party', { title: 'Party' })
  await account.db.nodes.put(party)
  await account.db.drafts.bulkPut([
    draft('post:new', { text: 'First line\nand more', updatedAt: 2 }),
    draft('post:new:abc', { title: 'A title', target: party.key, extras: { ...NO_EXTRAS, reply: ferry.key }, updatedAt: 3 }),
    draft(`post:${ferry.key}`, { text: '', updatedAt: 1 }),
  ])
  await keepFiles(account.db, { owner: 'post:new', files: [{ blob: new Blob(['x']), name: 'a' }] })
  show(<DraftsPage />, account)
  const links = within(await list('Drafts')).getAllByRole('link')
  await waitFor(() => expect(links[0]).toHaveTextContent(/^A title.*Answer.*Party/))
  expect(links[1]).toHaveTextContent(/^First line.*My blog.*1 file/)
  expect(links[2]).toHaveTextContent(/^Without words.*Changes to a post/)
  expect(links.map(link => link.getAttribute('href'))).toEqual([
    '#/compose?draft=abc',
    '#/compose',
    `#/compose?${new URLSearchParams({ edit: ferry.key }).toString()}`,
  ])
})

test('a draft that was deleted comes back with Undo', async () => {
  const user = userEvent.setup()
  await account.db.drafts.put(draft('post:new', { text: 'Precious' }))
  show(<DraftsPage />, account)
  await user.click(await screen.findByRole('button', { name: 'Delete: Precious' }))
  expect(await screen.findByRole('heading', { name: 'No drafts' })).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Undo' }))
  expect(await screen.findByRole('link', { name: /^Precious/ })).toBeVisible()
})

test('what waits for its time says when and where it is kept, and opens as a draft', async () => {
  const user = userEvent.setup()
  await schedule('Good evening')
  show(<DraftsPage />, account)
  const waiting = await screen.findByRole('region', { name: 'For later' })
  expect(waiting).toHaveTextContent('Kept on this device.')
  const item = within(waiting).getByRole('button', { name: /^Good evening/ })
  expect(item).toHaveTextContent(/Jan 1, 2096.*My blog/)
  await user.click(item)
  await waitFor(() => expect(location.hash).toMatch(/^#\/compose\?draft=[0-9a-f]{32}$/))
  expect(await account.db.drafts.toArray()).toMatchObject([{ text: 'Good evening', extras: { scheduledAt: EVENING } }])
})

test('what waits is published now, or deleted and put back', async () => {
  const user = userEvent.setup()
  await schedule('One')
  show(<DraftsPage />, account)
  const act = async (name: string): Promise<void> => {
    await user.click(await screen.findByRole('button', { name: 'Actions for One' }))
    await user.click(screen.getByRole('menuitem', { name }))
  }
  await act('Delete')
  expect(await screen.findByText('Deleted. It will not be published.')).toBeVisible()
  expect(await account.db.posts.toArray()).toEqual([])
  await user.click(screen.getByRole('button', { name: 'Undo' }))
  await act('Publish now')
  await waitFor(async () => expect(await account.db.posts.toArray()).toMatchObject([{ scheduledAt: null, state: 'queued' }]))
  expect(await account.db.outbox.toArray()).toMatchObject([{ notBefore: 0 }])
  expect(await screen.findByRole('heading', { name: 'No drafts' })).toBeVisible()
})

test('a community that is not known goes by its node', async () => {
  await account.db.drafts.put(draft('post:new', { target: 'pubsub.example.org/garden' as NodeKey }))
  show(<DraftsPage />, account)
  expect(await screen.findByRole('link', { name: /garden/ })).toBeVisible()
})
