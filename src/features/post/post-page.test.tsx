import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { node, post } from '../../../tests/support/posts.ts'
import { jid, show, type TestAccount, testAccount } from '../../../tests/support/screen.tsx'
import { PostListContext } from '#components/post-list.ts'
import { parsePostKey, postKeyOf } from '#model/keys.ts'
import { BLOG_NODE } from '#model/post.ts'
import type { PostList } from '#storage/neighbours.ts'
import { PostPage } from './post-page.tsx'

const bela = jid('bela@example.org')
const posts = [1, 2, 3].map(number => post(`n${number}`, { publishedAt: 1000 * number, text: `Número ${number} of the Blog` }))

let account: TestAccount
let went: string[]
beforeEach(async () => {
  account = testAccount()
  account.answers['open-comments'] = async () => ({ count: 0, more: 'no' })
  went = []
  await account.db.posts.bulkPut(posts)
  await account.db.nodes.put(node(bela, BLOG_NODE))
})

/** Where the app would go, in place of the step that led here. */
function follow(event: MouseEvent): void {
  const link = event.target instanceof HTMLAnchorElement ? event.target : null
  if (link?.dataset['replace'] === undefined) return
  event.preventDefault()
  const key = (link.getAttribute('href') ?? '').replace('#/post/', '')
  went.push(parsePostKey(key)?.itemId ?? '')
}
beforeEach(() => document.addEventListener('click', follow))
afterEach(() => document.removeEventListener('click', follow))

async function open(itemId: string, list?: PostList): Promise<void> {
  const key = postKeyOf({ service: bela, node: BLOG_NODE, itemId })
  show(
    <PostListContext value={list}>
      <PostPage postKey={key} />
    </PostListContext>,
    account,
  )
  await screen.findByRole('button', { name: 'Next post' })
}

test('the keys j and k lead to the posts below and above, as the buttons do, and not while something is written', async () => {
  const user = userEvent.setup()
  await open('n2')
  await waitFor(() => expect(screen.getByRole('button', { name: 'Next post' })).toBeEnabled())
  await user.click(await screen.findByRole('textbox', { name: 'Write a comment' }))
  await user.keyboard('jk')
  expect(screen.getByRole('textbox', { name: 'Write a comment' })).toHaveValue('jk')
  ;(document.activeElement as HTMLElement).blur()
  await user.keyboard('k')
  await user.keyboard('j')
  await user.click(screen.getByRole('button', { name: 'Previous post' }))
  expect(went).toEqual(['n3', 'n1', 'n3'])
})

test('the first and the last one of a list say so', async () => {
  await open('n1', { kind: 'feed', view: 'all' })
  await waitFor(() => expect(screen.getByRole('button', { name: 'Previous post' })).toBeEnabled())
  expect(screen.getByRole('button', { name: 'Next post' })).toBeDisabled()
})

test('words are found in the post without their accents, counted, stepped through, and Escape gives the focus back', async () => {
  const user = userEvent.setup()
  await open('n2')
  const button = screen.getByRole('button', { name: 'Find in this post' })
  await user.click(button)
  const field = screen.getByRole('searchbox', { name: 'Words to find' })
  expect(field).toHaveFocus()
  await user.keyboard('numero')
  await screen.findByText('1 of 1')
  await user.clear(field)
  await user.keyboard('OF')
  await screen.findByText('1 of 2')
  await user.keyboard('{Enter}')
  await screen.findByText('2 of 2')
  await user.keyboard('{Enter}')
  await screen.findByText('1 of 2')
  await user.keyboard('{Shift>}{Enter}{/Shift}')
  await screen.findByText('2 of 2')
  await user.keyboard('zzz')
  await screen.findByText('Not found')
  await user.keyboard('{Escape}')
  expect(screen.queryByRole('searchbox')).toBeNull()
  expect(button).toHaveFocus()
})
