import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test } from 'vitest'
import { postKeyOf } from '#model/keys.ts'
import type { Comment } from '#model/post.ts'
import { post } from '../../tests/support/posts.ts'
import { jid, show, type TestAccount, testAccount } from '../../tests/support/screen.tsx'
import { CommentList } from './comment-list.tsx'
import { useSession } from './session-store.ts'

const me = jid('me@example.org')
const shown = post('a')

let account: TestAccount
beforeEach(async () => {
  account = testAccount()
  useSession.getState().reset()
  await account.db.posts.put(shown)
})

const field = (): HTMLElement => screen.getByRole('textbox', { name: 'Write a comment' })

test('a comment written offline is there at once and waits', async () => {
  const user = userEvent.setup()
  show(<CommentList post={shown} />, account)
  await user.type(field(), 'Lovely!')
  await user.click(screen.getByRole('button', { name: 'Send' }))
  const comment = await screen.findByRole('article')
  expect(comment).toHaveTextContent('Lovely!')
  expect(comment).toHaveTextContent('Waiting to be sent')
  expect(field()).toHaveValue('')
  expect(await account.db.outbox.toArray()).toMatchObject([{ intent: { kind: 'publish-comment' }, state: 'waiting' }])
})

test('a comment that could not be stored stays in the field', async () => {
  const user = userEvent.setup()
  show(<CommentList post={shown} />, account)
  await user.type(field(), 'Lovely!')
  account.db.outbox.hook('creating', () => {
    throw new DOMException('full', 'QuotaExceededError')
  })
  await user.click(screen.getByRole('button', { name: 'Send' }))
  expect(await screen.findByText(/could not be kept on this device/)).toBeVisible()
  expect(field()).toHaveValue('Lovely!')
  expect(await account.db.comments.toArray()).toEqual([])
})

test('a lone heart is not sent as a comment', async () => {
  const user = userEvent.setup()
  show(<CommentList post={shown} />, account)
  await user.type(field(), '♥')
  await user.click(screen.getByRole('button', { name: 'Send' }))
  expect(await screen.findByText(/A lone heart is a like/)).toBeVisible()
  expect(await account.db.comments.toArray()).toEqual([])
})

test('Ctrl and Enter send', async () => {
  const user = userEvent.setup()
  show(<CommentList post={shown} />, account)
  await user.type(field(), 'Lovely!{Control>}{Enter}{/Control}')
  expect(await screen.findByRole('article')).toHaveTextContent('Lovely!')
})

function comment(itemId: string, over: Partial<Comment>): Comment {
  if (!shown.comments) throw new Error('the post takes comments')
  return {
    key: postKeyOf({ ...shown.comments, itemId }),
    postKey: shown.key,
    itemId,
    author: jid('chidi@example.org'),
    authorName: '',
    authorVerified: true,
    text: `Comment ${itemId}`,
    answers: null,
    edited: false,
    before: null,
    publishedAt: 1,
    state: 'published',
    failure: null,
    hash: 'x',
    ...over,
  }
}

test('a refused comment says why and can be discarded', async () => {
  const user = userEvent.setup()
  await account.db.comments.put(comment('1', { author: me, state: 'failed', failure: { kind: 'forbidden', message: '', condition: null } }))
  show(<CommentList post={shown} />, account)
  const failed = await screen.findByRole('article')
  expect(failed).toHaveTextContent('Not sent: You are not allowed to do this here.')
  await user.click(within(failed).getByRole('button', { name: 'Discard' }))
  await waitFor(() => expect(screen.queryByRole('article')).toBeNull())
})

test('under a post of somebody else only my own comments can be deleted', async () => {
  await account.db.comments.bulkPut([
    comment('1', {}),
    comment('2', { author: me, publishedAt: 2 }),
    comment('3', { author: me, authorVerified: false, publishedAt: 3 }),
  ])
  show(<CommentList post={shown} />, account)
  const articles = await screen.findAllByRole('article')
  const deletable = articles.map(article => within(article).queryByRole('button', { name: 'Delete comment' }) !== null)
  expect(deletable).toEqual([false, true, false])
})

test('a post that takes no comments says so instead of offering a field', () => {
  show(<CommentList post={post('b', { comments: null })} />, account)
  expect(screen.queryByRole('textbox')).toBeNull()
  expect(screen.getByText('This post takes no likes and no comments.')).toBeVisible()
})
