import { act, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { useBoxes } from '../../tests/support/layout.ts'
import { post } from '../../tests/support/posts.ts'
import { show, type TestAccount, testAccount } from '../../tests/support/screen.tsx'
import { PostFeed } from './post-feed.tsx'
import { usePreferences } from './preferences.ts'
import { useCommentWish } from './use-comment-wish.ts'

useBoxes()
let account: TestAccount
beforeEach(() => {
  account = testAccount()
})
afterEach(() => {
  usePreferences.getState().setSingleKeys(true)
  location.hash = ''
})

const posts = ['a', 'b', 'c'].map(id => post(id))

async function showFeed(): Promise<void> {
  await account.db.posts.bulkPut(posts)
  const items = posts.map(row => ({ kind: 'post' as const, id: row.key, row: { key: row.key, sortAt: row.sortAt } }))
  const parts = { label: 'All', name: 'all', busy: false, onNearEnd: () => undefined, footer: <input aria-label="field" />, empty: null }
  show(<PostFeed {...parts} items={items} />, account)
  await waitFor(() => expect(screen.getAllByRole('article')).toHaveLength(3))
}

const focused = (): string | undefined => document.activeElement?.querySelector('h2')?.textContent
const intents = async (): Promise<string[]> => (await account.db.outbox.toArray()).map(({ intent }) => intent.kind)

test('j and k go from card to card and stop at the ends', async () => {
  await showFeed()
  await userEvent.keyboard('j')
  expect(focused()).toBe('Title of a')
  await userEvent.keyboard('jj')
  expect(focused()).toBe('Title of c')
  await userEvent.keyboard('j')
  expect(focused()).toBe('Title of c')
  await userEvent.keyboard('kk')
  expect(focused()).toBe('Title of a')
})

test('l likes the card that has the focus and leaves the focus there, r wishes to comment, o opens', async () => {
  await showFeed()
  await userEvent.keyboard('jjl')
  await waitFor(async () => expect(await intents()).toEqual(['like-post']))
  expect((await account.db.likes.toArray()).map(like => like.postKey)).toEqual([posts[1]?.key])
  expect(focused()).toBe('Title of b')
  await userEvent.keyboard('r')
  expect(useCommentWish.getState().postKey).toBe(posts[1]?.key)
  act(() => useCommentWish.getState().wish(null))
  location.hash = ''
  await userEvent.keyboard('o')
  expect(location.hash).toBe(`#/post/${posts[1]?.key}`)
})

test('keys are letters in a field, with others, and where they are switched off', async () => {
  await showFeed()
  await userEvent.keyboard('j')
  await userEvent.click(screen.getByRole('textbox', { name: 'field' }))
  await userEvent.keyboard('jl')
  expect(screen.getByRole('textbox', { name: 'field' })).toHaveValue('jl')
  await userEvent.tab({ shift: true })
  screen.getAllByRole('article')[0]?.focus()
  await userEvent.keyboard('{Control>}j{/Control}{Alt>}l{/Alt}')
  expect(focused()).toBe('Title of a')
  usePreferences.getState().setSingleKeys(false)
  await userEvent.keyboard('jl')
  expect(focused()).toBe('Title of a')
  expect(await intents()).toEqual([])
})

test('a card is told in one sentence', async () => {
  await showFeed()
  await account.db.posts.update(posts[0]!.key, { likeCount: 1, commentCount: 2 })
  await waitFor(() =>
    expect(screen.getAllByRole('article')[0]).toHaveAccessibleDescription(/^By bela@example\.org, .+, 1 like, 2 comments$/),
  )
})
