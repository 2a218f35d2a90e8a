import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { node } from '../../../tests/support/posts.ts'
import { jid, show, testAccount } from '../../../tests/support/screen.tsx'
import { FeedAside } from './feed-aside.tsx'

test('beside the feed a community that is gone and one that is closed say so', async () => {
  const account = testAccount()
  const pubsub = jid('pubsub.example.org')
  await account.db.nodes.bulkPut([
    node(pubsub, 'fine', { title: 'Fine' }),
    node(pubsub, 'gone', { title: 'Was here', health: 'gone' }),
    node(pubsub, 'shut', { title: 'Closed', health: 'forbidden' }),
  ])
  show(<FeedAside />, account)
  expect(await screen.findByRole('link', { name: 'Was here No longer exists' })).toBeVisible()
  expect(screen.getByRole('link', { name: 'Closed You may not read this' })).toBeVisible()
  expect(screen.getByRole('link', { name: 'Fine' })).toBeVisible()
})
