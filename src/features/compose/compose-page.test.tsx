import { fireEvent, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test } from 'vitest'
import { nodeKeyOf } from '#model/keys.ts'
import { BLOG_NODE } from '#model/post.ts'
import { node, post } from '../../../tests/support/posts.ts'
import { jid, show, type TestAccount, testAccount } from '../../../tests/support/screen.tsx'
import { ComposePage } from './compose-page.tsx'

const me = jid('me@example.org')
const pubsub = jid('pubsub.example.org')
const blog = nodeKeyOf({ service: me, node: BLOG_NODE })

let account: TestAccount
beforeEach(() => {
  account = testAccount()
  location.hash = '#/compose'
})

const NOTHING = { draft: undefined, to: undefined, edit: undefined, reply: undefined, via: undefined }

async function open(props: Partial<Parameters<typeof ComposePage>[0]> = {}): Promise<HTMLElement> {
  show(<ComposePage {...NOTHING} {...props} />, account)
  return screen.findByRole('textbox', { name: 'Text' })
}

const publish = () => screen.getByRole('button', { name: /^Publish/ })

test('publishing stores the post and the intent, forgets the draft and goes back to the feed', async () => {
  const user = userEvent.setup()
  await account.db.drafts.put({ key: 'post:new', title: '', text: 'Hello', target: null, updatedAt: 1 })
  const text = await open()
  expect(text).toHaveValue('Hello')
  await user.type(text, ' world')
  await user.click(publish())
  await waitFor(() => expect(location.hash).toBe('#/feed'))
  expect(await account.db.posts.toArray()).toMatchObject([{ text: 'Hello world', state: 'queued', service: me, node: BLOG_NODE }])
  expect(await account.db.outbox.toArray()).toMatchObject([{ intent: { kind: 'publish-post' } }])
  expect(await account.db.drafts.toArray()).toEqual([])
})

test('what was typed stays when it cannot be stored, and goes out once it can', async () => {
  const user = userEvent.setup()
  const text = await open()
  await user.type(text, 'Precious')
  const refuse = (): void => {
    throw new DOMException('full', 'QuotaExceededError')
  }
  account.db.posts.hook('creating', refuse)
  await user.click(publish())
  expect(await screen.findByRole('alert')).toHaveTextContent('What you wrote is still here')
  expect(text).toHaveValue('Precious')
  account.db.posts.hook('creating').unsubscribe(refuse)
  await user.click(publish())
  await waitFor(async () => expect(await account.db.posts.toArray()).toHaveLength(1))
})

test('the draft of a published post does not come back to life when the page is left', async () => {
  const user = userEvent.setup()
  const { unmount } = show(<ComposePage {...NOTHING} />, account)
  await user.type(await screen.findByRole('textbox', { name: 'Text' }), 'Once')
  await user.click(publish())
  await waitFor(async () => expect(await account.db.posts.toArray()).toHaveLength(1))
  unmount()
  expect(await account.db.drafts.toArray()).toEqual([])
})

test('leaving in the middle of a word keeps it', async () => {
  const user = userEvent.setup()
  const { unmount } = show(<ComposePage {...NOTHING} />, account)
  await user.type(await screen.findByRole('textbox', { name: 'Title' }), 'Half a ti')
  unmount()
  await waitFor(async () => expect(await account.db.drafts.get('post:new')).toMatchObject({ title: 'Half a ti', target: blog }))
})

test('Enter in the title goes on to the text and publishes nothing', async () => {
  const user = userEvent.setup()
  const text = await open()
  await user.type(screen.getByRole('textbox', { name: 'Title' }), 'A title{Enter}')
  expect(text).toHaveFocus()
  expect(await account.db.posts.toArray()).toEqual([])
})

test('Ctrl and Enter publish from either field', async () => {
  const user = userEvent.setup()
  await open()
  await user.type(screen.getByRole('textbox', { name: 'Title' }), 'A title{Control>}{Enter}{/Control}')
  await waitFor(async () => expect(await account.db.posts.toArray()).toMatchObject([{ title: 'A title' }]))
})

test('the communities I may post to are offered, those I may only read are not', async () => {
  await account.db.nodes.bulkPut([
    node(pubsub, 'party', { title: 'Party' }),
    node(pubsub, 'library', { title: 'Library', canPublish: 'no' }),
    node(pubsub, 'garden', { title: 'Garden', canPublish: 'unknown' }),
    node(pubsub, 'elsewhere', { title: 'Elsewhere', followed: 0 }),
  ])
  await open()
  const options = await screen.findAllByRole('option')
  expect(options.map(option => option.textContent)).toEqual(['My blog', 'Garden (pubsub.example.org)', 'Party (pubsub.example.org)'])
})

test('the community the way here named is chosen, followed or not, and says who can see it', async () => {
  const user = userEvent.setup()
  const elsewhere = node(pubsub, 'elsewhere', { title: 'Elsewhere', followed: 0, accessModel: 'whitelist' })
  await account.db.nodes.put(elsewhere)
  const text = await open({ to: elsewhere.key })
  const target = await screen.findByRole('combobox', { name: 'Publish to' })
  await waitFor(() => expect(target).toHaveDisplayValue('Elsewhere (pubsub.example.org)'))
  expect(await screen.findByText('Only people on its list can see this.')).toBeVisible()
  await user.type(text, 'Hi')
  await user.click(publish())
  await waitFor(async () => expect(await account.db.posts.toArray()).toMatchObject([{ service: pubsub, node: 'elsewhere' }]))
})

test('editing changes the post under the same key', async () => {
  const user = userEvent.setup()
  const mine = post('a', { author: me, title: 'Before', text: 'Old text' })
  await account.db.posts.put(mine)
  const text = await open({ edit: mine.key })
  expect(text).toHaveValue('Old text')
  await user.clear(text)
  await user.type(text, 'New text')
  await user.click(screen.getByRole('button', { name: 'Publish changes' }))
  await waitFor(async () => expect(await account.db.posts.toArray()).toMatchObject([{ key: mine.key, text: 'New text', edited: true }]))
})

test('a post of somebody else cannot be edited', async () => {
  const theirs = post('a')
  await account.db.posts.put(theirs)
  show(<ComposePage {...NOTHING} edit={theirs.key} />, account)
  expect(await screen.findByText('There is nothing of yours to edit here')).toBeVisible()
  expect(screen.queryByRole('textbox')).toBeNull()
})

test('what is marked goes out with its markup, and its title has none of the marks', async () => {
  const user = userEvent.setup()
  const text = await open()
  await user.type(text, '**Bread** is done')
  expect(await screen.findByRole('region', { name: 'Preview' })).toHaveTextContent('Bread is done')
  await user.click(publish())
  await waitFor(async () => expect(await account.db.posts.toArray()).toHaveLength(1))
  expect(await account.db.posts.toArray()).toMatchObject([
    {
      title: 'Bread is done',
      text: '**Bread** is done',
      rich: [{ tag: 'p', children: [{ tag: 'strong', children: ['Bread'] }, ' is done'] }],
    },
  ])
})

test('Ctrl and a letter mark what is selected', async () => {
  const text = (await open()) as HTMLTextAreaElement
  fireEvent.change(text, { target: { value: 'fresh bread' } })
  text.setSelectionRange(0, 5)
  fireEvent.keyDown(text, { key: 'b', ctrlKey: true })
  expect(text).toHaveValue('**fresh** bread')
  expect(text.value.slice(text.selectionStart, text.selectionEnd)).toBe('fresh')
})

test('a post whose author sent markup without its source is edited as Markdown', async () => {
  const rich = [{ tag: 'p' as const, attrs: {}, children: ['all ', { tag: 'em' as const, attrs: {}, children: ['mine'] }] }]
  const mine = post('a', { author: me, title: 'Marked', text: 'all mine', rich })
  await account.db.posts.put(mine)
  expect(await open({ edit: mine.key })).toHaveValue('all *mine*')
})

test('a tag and a person are offered while they are being named, and chosen without leaving the field', async () => {
  await account.db.posts.put(post('tagged', { tags: ['sourdough', 'soup'] }))
  await account.db.contacts.put({ jid: jid('ada@example.org'), name: 'Ada Lovelace', subscription: 'both', ask: false, groups: [] })
  const text = (await open()) as HTMLTextAreaElement
  const write = (value: string): void => {
    text.setSelectionRange(value.length, value.length)
    fireEvent.change(text, { target: { value } })
  }
  write('My #so')
  expect((await screen.findAllByRole('option', { name: /^#/ })).map(option => option.textContent)).toEqual(['#soup', '#sourdough'])
  fireEvent.keyDown(text, { key: 'ArrowDown' })
  expect(text).toHaveAttribute('aria-activedescendant', screen.getByRole('option', { name: '#sourdough' }).id)
  fireEvent.keyDown(text, { key: 'Enter' })
  expect(text).toHaveValue('My #sourdough ')
  write('My #sourdough for @lov')
  await screen.findByRole('option', { name: /Ada Lovelace/ })
  fireEvent.keyDown(text, { key: 'Tab' })
  expect(text).toHaveValue('My #sourdough for [@Ada Lovelace](xmpp:ada@example.org) ')
  expect(screen.queryByRole('listbox')).toBeNull()
})

test('an emoji is offered while it is being named, and a name that is typed to its end becomes one', async () => {
  const text = (await open()) as HTMLTextAreaElement
  const write = (value: string): void => {
    text.setSelectionRange(value.length, value.length)
    fireEvent.change(text, { target: { value } })
  }
  write('Party :tad')
  expect(await screen.findByRole('option', { name: '🎉 :tada:' })).toHaveAttribute('aria-selected', 'true')
  fireEvent.keyDown(text, { key: 'Enter' })
  expect(text).toHaveValue('Party 🎉 ')
  write('Party 🎉 :nobody:')
  write('Party 🎉 :nobody: :smile:')
  await waitFor(() => expect(text).toHaveValue('Party 🎉 :nobody: 😄'))
})

test('a gallery takes no post without a picture, and says so', async () => {
  await account.db.nodes.put(node(pubsub, 'pictures', { isGallery: true }))
  const text = await open({ to: nodeKeyOf({ service: pubsub, node: 'pictures' }) })
  await userEvent.type(text, 'Only words')
  expect(screen.getByText('This community is a gallery: every post in it needs a picture.')).toBeVisible()
  expect(publish()).toBeDisabled()
})
