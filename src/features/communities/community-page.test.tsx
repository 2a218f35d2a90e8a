import { screen } from '@testing-library/react'
import { beforeEach, expect, test } from 'vitest'
import { useSession } from '#components/session-store.ts'
import type { FeedNode } from '#model/node.ts'
import { KithError } from '#shared/errors.ts'
import { useBoxes } from '../../../tests/support/layout.ts'
import { node, post } from '../../../tests/support/posts.ts'
import { jid, show, type TestAccount, testAccount } from '../../../tests/support/screen.tsx'
import { CommunitiesPage } from './communities-page.tsx'
import { CommunityPage } from './community-page.tsx'

const pubsub = jid('pubsub.example.org')

useBoxes()
let account: TestAccount
beforeEach(() => {
  account = testAccount({ 'find-services': async () => ({ services: [] }), 'open-node': async () => ({ keys: [], reachedEnd: true }) })
  useSession.getState().reset()
})

async function opened(known: Partial<FeedNode>, hasPosts = true) {
  await account.db.nodes.put(node(pubsub, 'party', { title: 'Party people', ...known }))
  if (hasPosts) await account.db.posts.put(post('one', { service: pubsub, node: 'party' }))
  show(<CommunityPage service={pubsub} node="party" />, account)
}
const online = () => useSession.getState().receive({ kind: 'session', state: { kind: 'online', resumed: false, catchingUp: false } })

test.each([
  ['gone', /This community no longer exists/],
  ['forbidden', /You may not read this community/],
] as const)('of one that is %s what is stored stays readable, and why there is no more is said', async (health, words) => {
  account.answers['open-node'] = async () => {
    throw new KithError(health === 'gone' ? 'not-found' : 'forbidden', 'no')
  }
  online()
  await opened({ health })
  expect(await screen.findByText(words)).toBeVisible()
  expect(await screen.findByRole('article', { name: 'Title of one' })).toBeVisible()
})

test('one that was emptied is told apart from one where nobody has written', async () => {
  online()
  await opened({ emptied: true }, false)
  expect(await screen.findByText('Emptied')).toBeVisible()
})

test('one where nobody has written says that', async () => {
  online()
  await opened({}, false)
  expect(await screen.findByText('No posts yet')).toBeVisible()
})

test('the end is told apart: all that there is, or all that the server gives', async () => {
  online()
  await opened({ reachedEnd: true, endIsLimit: true })
  expect(await screen.findByText('These are all that its server gives. It may have older ones.')).toBeVisible()
  expect(screen.queryByText('You have seen everything there is.')).toBeNull()
})

test('in the list of what I follow a place that is gone and one that is closed say so', async () => {
  await account.db.nodes.bulkPut([
    node(pubsub, 'fine', { title: 'Fine', subscribers: 3 }),
    node(pubsub, 'gone', { title: 'Was here', health: 'gone' }),
    node(pubsub, 'shut', { title: 'Closed', health: 'forbidden' }),
  ])
  show(<CommunitiesPage />, account)
  const lineOf = async (name: string) => (await screen.findByRole('link', { name })).closest('li')
  expect(await lineOf('Fine')).toHaveTextContent('3 followers')
  expect(await lineOf('Was here')).toHaveTextContent('No longer exists')
  expect(await lineOf('Closed')).toHaveTextContent('You may not read this')
})
