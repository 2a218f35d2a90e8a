import { screen } from '@testing-library/react'
import { beforeEach, expect, test } from 'vitest'
import { useSession } from '#components/session-store.ts'
import { BLOG_NODE } from '#model/post.ts'
import { KithError } from '#shared/errors.ts'
import { useBoxes } from '../../../tests/support/layout.ts'
import { node, post } from '../../../tests/support/posts.ts'
import { jid, show, type TestAccount, testAccount } from '../../../tests/support/screen.tsx'
import { ProfilePage } from './profile-page.tsx'

const bela = jid('bela@example.org')

useBoxes()
let account: TestAccount
beforeEach(() => {
  account = testAccount({ 'open-follows': async () => ({ isShown: false, follows: [] }) })
  useSession.getState().reset()
  useSession.getState().receive({ kind: 'session', state: { kind: 'online', resumed: false, catchingUp: false } })
})

test.each([
  ['gone', 'not-found', /This blog no longer exists/],
  ['forbidden', 'forbidden', /You may not read this blog, or it is gone/],
] as const)('of a blog that is %s what was read stays, and why there is no more is said', async (health, kind, words) => {
  account.answers['open-node'] = async () => {
    throw new KithError(kind, 'no')
  }
  await account.db.nodes.put(node(bela, BLOG_NODE, { health }))
  await account.db.posts.put(post('one'))
  show(<ProfilePage jid={bela} />, account)
  expect(await screen.findByText(words)).toBeVisible()
  expect(await screen.findByRole('article', { name: 'Title of one' })).toBeVisible()
})

test('a blog that was emptied says so', async () => {
  account.answers['open-node'] = async () => ({ keys: [], reachedEnd: true })
  await account.db.nodes.put(node(bela, BLOG_NODE, { emptied: true }))
  show(<ProfilePage jid={bela} />, account)
  expect(await screen.findByText('Emptied')).toBeVisible()
})

test('what following is and is not stands on the profile of somebody who is no contact', async () => {
  account.answers['open-node'] = async () => ({ keys: [], reachedEnd: true })
  show(<ProfilePage jid={bela} />, account)
  expect(await screen.findByText(/It does not add a contact and does not show when you are online/)).toBeVisible()
  expect(await screen.findByRole('button', { name: 'Follow bela@example.org' })).toBeVisible()
  expect(screen.queryByRole('button', { name: 'Who sees this' })).toBeNull()
})
