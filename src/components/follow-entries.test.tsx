import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test } from 'vitest'
import { node, post } from '../../tests/support/posts.ts'
import { jid, show, type TestAccount, testAccount } from '../../tests/support/screen.tsx'
import { PostMenu } from './post-menu.tsx'

const pubsub = jid('pubsub.example.org')
const bela = jid('bela@example.org')

let account: TestAccount
beforeEach(async () => {
  account = testAccount()
  await account.db.nodes.put(node(pubsub, 'party', { title: 'Party people' }))
})

const entries = (): (string | null)[] => screen.queryAllByRole('menuitem', { name: /ollow/ }).map(({ textContent }) => textContent)
async function openMenu(over: Parameters<typeof post>[1] = {}) {
  show(<PostMenu post={post('one', { author: bela, ...over })} />, account)
  await userEvent.click(screen.getByRole('button', { name: 'More' }))
}

test('the menu of a card follows and unfollows whoever wrote it and where', async () => {
  await openMenu({ service: pubsub, node: 'party' })
  await waitFor(() => expect(entries()).toEqual(['Follow bela@example.org', 'Unfollow Party people']))
  await userEvent.click(screen.getByRole('menuitem', { name: 'Follow bela@example.org' }))
  expect(await screen.findByText(/they do not become a contact/)).toBeVisible()
  expect(await account.db.outbox.toArray()).toMatchObject([{ intent: { kind: 'follow' } }])

  await userEvent.click(screen.getByRole('button', { name: 'More' }))
  await userEvent.click(await screen.findByRole('menuitem', { name: 'Unfollow Party people' }))
  await waitFor(async () => expect((await account.db.nodes.toArray()).filter(({ followed }) => followed === 1)).toHaveLength(1))
  await userEvent.click(screen.getByRole('button', { name: 'Undo' }))
  await waitFor(async () => expect((await account.db.nodes.toArray()).filter(({ followed }) => followed === 1)).toHaveLength(2))
})

test('nobody is followed by a name that is only claimed, nor oneself', async () => {
  await openMenu({ service: pubsub, node: 'party', authorVerified: false })
  await waitFor(() => expect(entries()).toEqual(['Unfollow Party people']))
})

test('on the card of a repost there are both, who wrote it and who repeats it', async () => {
  const repeat = post('two', { author: jid('chloe@example.org'), via: { ...post('one'), author: bela, authorName: '' } })
  show(<PostMenu post={post('one', { author: bela })} repeat={repeat} />, account)
  await userEvent.click(screen.getByRole('button', { name: 'More' }))
  await waitFor(() => expect(entries()).toEqual(['Follow bela@example.org', 'Follow chloe@example.org']))
})

test('of my own post in my own blog there is nothing to follow', async () => {
  await openMenu({ author: account.jid })
  expect(await screen.findByRole('menuitem', { name: 'Delete' })).toBeVisible()
  expect(entries()).toEqual([])
})
