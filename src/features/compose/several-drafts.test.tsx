import { fireEvent, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test } from 'vitest'
import { nodeKeyOf } from '#model/keys.ts'
import { BLOG_NODE } from '#model/post.ts'
import { node, post } from '../../../tests/support/posts.ts'
import { jid, show, type TestAccount, testAccount } from '../../../tests/support/screen.tsx'
import { ComposePage } from './compose-page.tsx'

const NOTHING = { draft: undefined, to: undefined, edit: undefined, reply: undefined, via: undefined }
const me = jid('me@example.org')
const blog = nodeKeyOf({ service: me, node: BLOG_NODE })
const ferry = post('ferry', { title: 'The ferry is late' })

let account: TestAccount
beforeEach(async () => {
  account = testAccount()
  location.hash = '#/compose'
  await account.db.posts.put(ferry)
})

async function open(props: Partial<Parameters<typeof ComposePage>[0]> = {}): Promise<HTMLElement> {
  show(<ComposePage {...NOTHING} {...props} />, account)
  return screen.findByRole('textbox', { name: 'Text' })
}

const draft = (key: string, text: string) => ({ key, title: '', text, target: blog, updatedAt: 1 })
const option = async (user: ReturnType<typeof userEvent.setup>, name: string): Promise<void> => {
  if (screen.getByRole('button', { name: /^Options/ }).getAttribute('aria-expanded') === 'false')
    await user.click(screen.getByRole('button', { name: /^Options/ }))
  await user.click(screen.getByRole('checkbox', { name }))
}

test('kept for later, a draft makes room for an empty one, and both are there afterwards', async () => {
  const user = userEvent.setup()
  const text = await open()
  await user.type(text, 'First')
  await user.click(screen.getByRole('button', { name: 'This draft' }))
  await user.click(screen.getByRole('menuitem', { name: 'Keep for later and start a new one' }))
  await waitFor(() => expect(screen.getByRole('textbox', { name: 'Text' })).toHaveValue(''))
  expect(await screen.findByRole('link', { name: 'Drafts (1)' })).toBeVisible()
  await user.type(screen.getByRole('textbox', { name: 'Text' }), 'Second')
  await waitFor(async () =>
    expect((await account.db.drafts.toArray()).map(({ key, text }) => `${key === 'post:new'} ${text}`)).toEqual([
      'true Second',
      'false First',
    ]),
  )
})

test('a further draft goes on where it was left, and is gone when it is published', async () => {
  const user = userEvent.setup()
  await account.db.drafts.bulkPut([draft('post:new', 'Untouched'), draft('post:new:abc', 'Half')])
  const text = await open({ draft: 'abc' })
  expect(text).toHaveValue('Half')
  await user.type(text, ' and half')
  await user.click(screen.getByRole('button', { name: 'Publish' }))
  await waitFor(async () => expect((await account.db.drafts.toArray()).map(({ key }) => key)).toEqual(['post:new']))
  expect((await account.db.posts.toArray()).map(({ text }) => text)).toContain('Half and half')
})

test('an answer, a repetition or a post for a community leaves what is being written alone', async () => {
  const party = node(jid('pubsub.example.org'), 'party')
  await account.db.drafts.put(draft('post:new', 'Dear diary'))
  for (const wish of [{ reply: ferry.key }, { via: ferry.key }, { to: party.key }]) {
    const { unmount } = show(<ComposePage {...NOTHING} {...wish} />, account)
    expect(await screen.findByRole('textbox', { name: 'Text' })).toHaveValue('')
    unmount()
  }
  expect(await open()).toHaveValue('Dear diary')
})

test('a new post after an answer that was begun is a new post, and the answer goes on where it was left in the middle of a word', async () => {
  const user = userEvent.setup()
  const { rerender } = show(<ComposePage {...NOTHING} reply={ferry.key} />, account)
  await user.type(await screen.findByRole('textbox', { name: 'Text' }), 'Half an ans')
  rerender(<ComposePage {...NOTHING} />)
  await waitFor(() => expect(screen.getByRole('textbox', { name: 'Text' })).toHaveValue(''))
  expect(screen.queryByRole('region', { name: 'Answer to' })).toBeNull()
  await user.type(screen.getByRole('textbox', { name: 'Text' }), 'Anew')
  rerender(<ComposePage {...NOTHING} reply={ferry.key} />)
  await waitFor(() => expect(screen.getByRole('textbox', { name: 'Text' })).toHaveValue('Half an ans'))
  rerender(<ComposePage {...NOTHING} />)
  await waitFor(() => expect(screen.getByRole('textbox', { name: 'Text' })).toHaveValue('Anew'))
})

test('discarding can be taken back', async () => {
  const user = userEvent.setup()
  await user.type(await open(), 'Gone')
  await user.click(screen.getByRole('button', { name: 'This draft' }))
  await user.click(screen.getByRole('menuitem', { name: 'Discard' }))
  await waitFor(() => expect(location.hash).toBe('#/feed'))
  await user.click(await screen.findByRole('button', { name: 'Undo' }))
  await waitFor(async () => expect(await account.db.drafts.toArray()).toMatchObject([{ key: 'post:new', text: 'Gone' }]))
})

test('a warning, no comments: kept with the draft, shown by name when it is opened again, and in the post', async () => {
  const user = userEvent.setup()
  const { unmount } = show(<ComposePage {...NOTHING} />, account)
  await user.type(await screen.findByRole('textbox', { name: 'Text' }), 'Spiders!')
  await option(user, 'Content warning')
  await user.type(screen.getByRole('textbox', { name: 'What to be warned of' }), 'Spiders{Enter}')
  await option(user, 'No comments or likes')
  expect((await account.db.posts.toArray()).map(({ title }) => title)).toEqual([ferry.title])
  unmount()
  await waitFor(async () =>
    expect(await account.db.drafts.get('post:new')).toMatchObject({ extras: { warning: 'Spiders', commentsOff: true } }),
  )
  await open()
  expect(screen.getByRole('button', { name: /^Options/ })).toHaveTextContent('Content warning, No comments or likes')
  await user.click(screen.getByRole('button', { name: 'Publish' }))
  await waitFor(async () =>
    expect(await account.db.posts.where('author').equals(me).toArray()).toMatchObject([{ warning: 'Spiders', commentsOff: true }]),
  )
})

test('a time that is over is refused in words, a later one keeps the post on this device', async () => {
  const user = userEvent.setup()
  await user.type(await open(), 'Good evening')
  await option(user, 'Publish later')
  const when = screen.getByLabelText('Date and time')
  fireEvent.change(when, { target: { value: '2001-01-01T10:00' } })
  await user.click(screen.getByRole('button', { name: 'Schedule' }))
  expect(await screen.findByText('This time is over. Choose a later one.')).toBeVisible()
  expect(when).toHaveFocus()
  fireEvent.change(when, { target: { value: '2096-01-01T10:00' } })
  expect(screen.queryByText('This time is over. Choose a later one.')).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Schedule' }))
  await waitFor(() => expect(location.hash).toBe('#/drafts'))
  expect(await screen.findByText(/^Kept on this device until Jan 1, 2096/)).toBeVisible()
  const scheduledAt = new Date(2096, 0, 1, 10).getTime()
  expect(await account.db.posts.where('author').equals(me).toArray()).toMatchObject([{ scheduledAt, state: 'queued' }])
  expect(await account.db.outbox.toArray()).toMatchObject([{ notBefore: scheduledAt }])
})

test('an edit begins with the warning, the place and the links of the post, and has no time to choose', async () => {
  const user = userEvent.setup()
  const links = [{ url: 'https://example.org/', title: 'Example', description: '' }]
  const mine = post('a', { author: me, warning: 'Old', location: { lat: 1, lon: 2, name: 'Pier' }, links })
  await account.db.posts.put(mine)
  await open({ edit: mine.key })
  expect(screen.queryByRole('checkbox', { name: 'Publish later' })).toBeNull()
  expect(screen.queryByRole('checkbox', { name: 'No comments or likes' })).toBeNull()
  const what = screen.getByRole('textbox', { name: 'What to be warned of' })
  expect(what).toHaveValue('Old')
  await user.clear(what)
  await user.click(screen.getByRole('button', { name: 'Publish changes' }))
  await waitFor(async () => expect(await account.db.posts.get(mine.key)).toMatchObject({ warning: '', location: mine.location, links }))
})

test('an answer names its post above the text and not in it, and can be made a post of its own', async () => {
  const user = userEvent.setup()
  const text = await open({ reply: ferry.key })
  const about = screen.getByRole('region', { name: 'Answer to' })
  await waitFor(() => expect(about).toHaveTextContent('The ferry is late'))
  await user.type(text, 'Again?')
  await waitFor(async () => expect(await account.db.drafts.toArray()).toMatchObject([{ text: 'Again?', extras: { reply: ferry.key } }]))
  await user.click(screen.getByRole('button', { name: 'Do not answer this post' }))
  expect(screen.queryByRole('region', { name: 'Answer to' })).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Publish' }))
  await waitFor(async () => expect(await account.db.posts.where('author').equals(me).toArray()).toMatchObject([{ inReplyTo: null }]))
})

test('a post is repeated without a word, but not one that is not here', async () => {
  const user = userEvent.setup()
  const { unmount } = show(<ComposePage {...NOTHING} via={post('unknown').key} />, account)
  expect(await screen.findByText('A post that is not on this device')).toBeVisible()
  expect(screen.getByRole('button', { name: 'Publish' })).toBeDisabled()
  unmount()
  await open({ via: ferry.key })
  await waitFor(() => expect(screen.getByRole('button', { name: 'Publish' })).toBeEnabled())
  await user.click(screen.getByRole('button', { name: 'Publish' }))
  await waitFor(async () =>
    expect(await account.db.posts.where('author').equals(me).toArray()).toMatchObject([{ title: ferry.title, via: { itemId: 'ferry' } }]),
  )
  expect(await account.db.drafts.toArray()).toEqual([])
})

test('what was said to a repeated post is edited without the quotation', async () => {
  const quotation = '> The ferry is late\n\nAgain.'
  const rich = [
    { tag: 'blockquote' as const, attrs: {}, children: ['The ferry is late'] },
    { tag: 'p' as const, attrs: {}, children: ['Again.'] },
  ]
  const via = { service: ferry.service, node: ferry.node, itemId: ferry.itemId, author: ferry.author, authorName: '' }
  const mine = post('q', { author: me, title: 'Again.', text: quotation, rich, via })
  await account.db.posts.put(mine)
  expect(await open({ edit: mine.key })).toHaveValue('Again.')
})

test('a draft of an older version, without extras, opens as it is', async () => {
  await account.db.drafts.put(draft('post:new', 'Old'))
  expect(await open()).toHaveValue('Old')
  expect(screen.getByRole('button', { name: 'Options' })).toHaveAttribute('aria-expanded', 'false')
})
