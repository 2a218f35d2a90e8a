import { act, screen, waitFor, within } from '@testing-library/react'
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

/** Opens the menu of a comment. @returns what it offers */
async function menuOf(article: HTMLElement | undefined): Promise<string[]> {
  if (!article) throw new Error('no such comment')
  await userEvent.click(within(article).getByRole('button', { name: 'More' }))
  return screen.getAllByRole('menuitem').map(item => item.textContent ?? '')
}

test('a refused comment says why and can be discarded', async () => {
  const user = userEvent.setup()
  await account.db.comments.put(
    comment('1', { author: me, hash: '', state: 'failed', failure: { kind: 'forbidden', message: '', condition: null } }),
  )
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
  await waitFor(() => expect(screen.getAllByRole('article')).toHaveLength(3))
  const articles = screen.getAllByRole('article')
  const withMenu = (): HTMLElement[] => articles.filter(article => within(article).queryByRole('button', { name: 'More' }))
  await waitFor(() => expect(withMenu()).toEqual([articles[1]]))
  expect(await menuOf(articles[1])).toEqual(['Edit', 'Delete comment'])
})

test('a post that takes no comments says so instead of offering a field', () => {
  show(<CommentList post={post('b', { comments: null })} />, account)
  expect(screen.queryByRole('textbox')).toBeNull()
  expect(screen.getByText('This post takes no likes and no comments.')).toBeVisible()
})

const answer = (itemId: string, answers: string, over: Partial<Comment> = {}): Comment =>
  comment(itemId, { answers, publishedAt: Number(itemId), ...over })

test('answers stand below what they answer, and a deeper one says whom it answers', async () => {
  await account.db.comments.bulkPut([
    comment('1', { publishedAt: 1 }),
    comment('2', { publishedAt: 2 }),
    answer('3', '1', { author: jid('dora@example.org') }),
    answer('4', '3'),
    answer('5', 'never seen'),
  ])
  show(<CommentList post={shown} />, account)
  await screen.findAllByRole('article')
  const texts = (within_: HTMLElement[]): (string | null)[] =>
    within_.map(article => article.querySelector('[class*=plain]')?.textContent ?? '')
  await waitFor(() => expect(texts(screen.getAllByRole('article'))).toEqual([1, 3, 4, 2, 5].map(id => `Comment ${id}`)))
  const group = screen.getByRole('group', { name: 'Replies' })
  expect(texts(within(group).getAllByRole('article'))).toEqual(['Comment 3', 'Comment 4'])
  await waitFor(() => expect(within(group).getAllByRole('article')[1]).toHaveTextContent('to dora@example.org'))
  expect(within(group).getAllByRole('article')[0]).not.toHaveTextContent('to chidi@example.org')
})

test('a reply names whom it answers, survives leaving the page, and is sent as an answer', async () => {
  const user = userEvent.setup()
  await account.db.comments.put(comment('1', {}))
  const first = show(<CommentList post={shown} />, account)
  await user.click(within(await screen.findByRole('article')).getByRole('button', { name: 'Reply' }))
  expect(field()).toHaveFocus()
  expect(await screen.findByText('Replying to chidi@example.org')).toBeVisible()
  await user.type(field(), 'Quite so')
  first.unmount()
  await waitFor(async () => expect(await account.db.drafts.toArray()).toMatchObject([{ text: 'Quite so', answers: '1' }]))

  show(<CommentList post={shown} />, account)
  expect(await screen.findByText('Replying to chidi@example.org')).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Send' }))
  const group = await screen.findByRole('group', { name: 'Replies' })
  expect(await within(group).findByText('Quite so')).toBeVisible()
  expect(screen.queryByText(/^Replying to/)).toBeNull()
  expect((await account.db.comments.toArray()).find(each => each.text === 'Quite so')).toMatchObject({ answers: '1' })
  expect(await account.db.drafts.toArray()).toEqual([])
})

test('whom one answers can be taken back, by its button and by Escape, and the words stay', async () => {
  const user = userEvent.setup()
  await account.db.comments.put(comment('1', {}))
  show(<CommentList post={shown} />, account)
  const reply = within(await screen.findByRole('article')).getByRole('button', { name: 'Reply' })
  await user.click(reply)
  await user.type(field(), 'To all of you')
  await user.click(screen.getByRole('button', { name: 'Comment on the post instead' }))
  expect(screen.queryByText(/^Replying to/)).toBeNull()
  await user.click(reply)
  await user.type(field(), '{Escape}')
  expect(screen.queryByText(/^Replying to/)).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Send' }))
  await waitFor(async () => expect(await account.db.comments.count()).toBe(2))
  expect((await account.db.comments.toArray()).every(each => each.answers === null)).toBe(true)
})

test('a comment of mine is changed in its place, waits and says that it was edited', async () => {
  const user = userEvent.setup()
  await account.db.comments.put(comment('1', { author: me }))
  show(<CommentList post={shown} />, account)
  const article = await screen.findByRole('article')
  await menuOf(article)
  await user.click(screen.getByRole('menuitem', { name: 'Edit' }))
  const edit = screen.getByRole('textbox', { name: 'Change your comment' })
  expect(edit).toHaveFocus()
  expect(edit).toHaveValue('Comment 1')
  await user.type(edit, ', better{Control>}{Enter}{/Control}')
  await waitFor(() => expect(article).toHaveTextContent('edited'))
  expect(screen.queryByRole('textbox', { name: 'Change your comment' })).toBeNull()
  expect(article).toHaveTextContent('Comment 1, better')
  expect(article).toHaveTextContent('Waiting to be sent')
  expect(await account.db.comments.toArray()).toMatchObject([{ before: { text: 'Comment 1', edited: false, hash: 'x' } }])
})

test('Escape gives a change up', async () => {
  const user = userEvent.setup()
  await account.db.comments.put(comment('1', { author: me }))
  show(<CommentList post={shown} />, account)
  await menuOf(await screen.findByRole('article'))
  await user.click(screen.getByRole('menuitem', { name: 'Edit' }))
  await user.type(screen.getByRole('textbox', { name: 'Change your comment' }), ', worse{Escape}')
  expect(screen.queryByRole('textbox', { name: 'Change your comment' })).toBeNull()
  expect(screen.getByRole('article')).toHaveFocus()
  expect(await account.db.comments.toArray()).toMatchObject([{ text: 'Comment 1', state: 'published' }])
})

test('a refused change says so, and discarding it brings back what the server holds', async () => {
  const user = userEvent.setup()
  const refused = { state: 'failed', failure: { kind: 'forbidden', message: '', condition: null } } as const
  const before = { text: 'As it was', edited: false, hash: 'x' }
  await account.db.comments.put(comment('1', { author: me, text: 'As I want it', edited: true, before, ...refused }))
  show(<CommentList post={shown} />, account)
  const article = await screen.findByRole('article')
  expect(article).toHaveTextContent('Not changed: You are not allowed to do this here.')
  await user.click(within(article).getByRole('button', { name: 'Discard' }))
  await waitFor(() => expect(article).toHaveTextContent('As it was'))
  expect(article).not.toHaveTextContent('edited')
  expect(await account.db.comments.toArray()).toMatchObject([{ state: 'published', before: null, hash: 'x' }])
})

test('whoever wrote the post removes what others said below it, and can take that back', async () => {
  const user = userEvent.setup()
  const mine = post('mine', { author: me })
  await account.db.posts.put(mine)
  const key = postKeyOf({ ...(mine.comments as NonNullable<typeof mine.comments>), itemId: '1' })
  await account.db.comments.put({ ...comment('1', {}), key, postKey: mine.key })
  show(<CommentList post={mine} />, account)
  expect(await menuOf(await screen.findByRole('article'))).toEqual(['Remove comment'])
  await user.click(screen.getByRole('menuitem', { name: 'Remove comment' }))
  await waitFor(() => expect(screen.queryByRole('article')).toBeNull())
  expect(await account.db.outbox.toArray()).toMatchObject([{ intent: { kind: 'delete-comment', commentKey: key } }])
  await user.click(screen.getByRole('button', { name: 'Undo' }))
  expect(await screen.findByRole('article')).toHaveTextContent('Comment 1')
  expect(await account.db.outbox.toArray()).toEqual([])
})

const many = (from: number, to: number): Comment[] =>
  Array.from({ length: to - from + 1 }, (_, index) => comment(`n${from + index}`, { publishedAt: from + index }))

/** By the page's own means: asking for roles takes long among so many. */
const drawn = (): HTMLElement[] => [...document.querySelectorAll('article')]

test('of many comments the newest are drawn, earlier ones on request, and what comes in pushes nothing out', async () => {
  const user = userEvent.setup()
  await account.db.comments.bulkPut(many(1, 250))
  show(<CommentList post={shown} />, account)
  await waitFor(() => expect(drawn()).toHaveLength(100))
  expect(drawn()[0]).toHaveTextContent('Comment n151')
  await account.db.comments.put(comment('new', { publishedAt: 900 }))
  await waitFor(() => expect(drawn()).toHaveLength(101))
  await user.click(screen.getByRole('button', { name: 'Show earlier comments' }))
  await waitFor(() => expect(drawn()).toHaveLength(201))
  await user.click(screen.getByRole('button', { name: 'Show earlier comments' }))
  await waitFor(() => expect(drawn()).toHaveLength(251))
  expect(screen.queryByRole('button', { name: 'Show earlier comments' })).toBeNull()
})

test('the comment at the top turns out to be an answer when what it answers comes: all that was drawn stays', async () => {
  const user = userEvent.setup()
  await account.db.comments.bulkPut(many(51, 260).map(each => (each.itemId === 'n61' ? { ...each, answers: 'n50' } : each)))
  show(<CommentList post={shown} />, account)
  await waitFor(() => expect(drawn()).toHaveLength(100))
  await user.click(screen.getByRole('button', { name: 'Show earlier comments' }))
  await waitFor(() => expect(drawn()).toHaveLength(200))
  expect(drawn()[0]).toHaveTextContent('Comment n61')
  await account.db.comments.put(comment('n50', { publishedAt: 50 }))
  await waitFor(() => expect(drawn()[0]).toHaveTextContent('Comment n50'))
  expect(screen.getByRole('group', { name: 'Replies' })).toHaveTextContent('Comment n61')
})

test('a long thread shows its newest answers first', async () => {
  const user = userEvent.setup()
  await account.db.comments.bulkPut([comment('1', {}), ...many(2, 60).map(each => ({ ...each, answers: '1' }))])
  show(<CommentList post={shown} />, account)
  await waitFor(() => expect(drawn()).toHaveLength(21))
  await user.click(screen.getByRole('button', { name: 'Show 39 earlier replies' }))
  await waitFor(() => expect(drawn()).toHaveLength(60))
})

/** Connected to a server that has comments that are not here yet. */
function online(more: 'yes' | 'limited'): void {
  useSession.getState().receive({ kind: 'session', state: { kind: 'online', resumed: false, catchingUp: false } })
  account.answers['open-comments'] = async () => ({ count: 500, more })
}

test('earlier comments that are not here are asked of the server, until it has none', async () => {
  const user = userEvent.setup()
  await account.db.comments.bulkPut(many(51, 60))
  online('yes')
  let asked = 0
  account.answers['older-comments'] = async () => {
    asked += 1
    await account.db.comments.bulkPut(many(asked === 1 ? 26 : 1, asked === 1 ? 50 : 25))
    return { count: 25, more: asked === 1 ? 'yes' : 'no' }
  }
  show(<CommentList post={shown} />, account)
  await user.click(await screen.findByRole('button', { name: 'Show earlier comments' }))
  await waitFor(() => expect(drawn()).toHaveLength(35))
  await user.click(screen.getByRole('button', { name: 'Show earlier comments' }))
  await waitFor(() => expect(drawn()).toHaveLength(60))
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Show earlier comments' })).toBeNull())
})

test('a server that gives no older ones is named as the reason, and so is being offline', async () => {
  await account.db.comments.bulkPut(many(1, 3))
  online('limited')
  const first = show(<CommentList post={shown} />, account)
  expect(await screen.findByText('The server does not give older ones.')).toBeVisible()
  first.unmount()
  online('yes')
  show(<CommentList post={shown} />, account)
  expect(await screen.findByRole('button', { name: 'Show earlier comments' })).toBeVisible()
  act(() => useSession.getState().reset())
  expect(await screen.findByText('Earlier comments come when you are connected.')).toBeVisible()
})
