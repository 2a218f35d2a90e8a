import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test } from 'vitest'
import { setRecord } from '#commands/set-record.ts'
import { followedTags } from '#storage/records.ts'
import { useBoxes } from '../../../tests/support/layout.ts'
import { post } from '../../../tests/support/posts.ts'
import { show, type TestAccount, testAccount } from '../../../tests/support/screen.tsx'
import { TagPage } from './tag-page.tsx'

useBoxes()
let account: TestAccount
beforeEach(() => {
  account = testAccount()
})

const tabs = () => within(screen.getByRole('navigation', { name: 'Views of the feed' }))

test('a tag is followed however it was written, is a tab then, and not any more when it is unfollowed', async () => {
  await account.db.posts.bulkPut([post('one', { tags: ['bœufs'] }), post('two', { tags: ['trains'] })])
  show(<TagPage tag="BŒUFS" />, account)
  expect(await screen.findByRole('article', { name: 'Title of one' })).toBeInTheDocument()
  expect(screen.queryByRole('article', { name: 'Title of two' })).toBeNull()
  expect(screen.getByText(/XMPP has no search over other servers’ posts/)).toBeVisible()
  await userEvent.click(await screen.findByRole('button', { name: 'Follow tag' }))
  expect(await tabs().findByRole('link', { name: '#bœufs' })).toHaveAttribute('aria-current', 'page')
  expect(await followedTags(account.db)).toEqual(['bœufs'])
  expect(await account.db.outbox.toArray()).toMatchObject([{ intent: { kind: 'tell-record', recordKey: 'tag:bœufs' } }])
  await userEvent.click(screen.getByRole('button', { name: 'Unfollow tag' }))
  await waitFor(() => expect(tabs().queryByRole('link', { name: '#bœufs' })).toBeNull())
  expect(await screen.findByRole('button', { name: 'Follow tag' })).toHaveFocus()
})

test('one that another device follows is a tab here', async () => {
  show(<TagPage tag="boats" />, account)
  expect(await screen.findByText('No post with this tag')).toBeVisible()
  await setRecord(account.db, { kind: 'tag', id: 'boats', value: { tag: 'boats' }, now: 1 })
  expect(await tabs().findByRole('link', { name: '#boats' })).toHaveAttribute('href', '#/tag/boats')
  expect(screen.getByRole('button', { name: 'Unfollow tag' })).toBeVisible()
})
