import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test } from 'vitest'
import type { Enclosure, Post } from '#model/post.ts'
import { post } from '../../tests/support/posts.ts'
import { jid, show, type TestAccount, testAccount } from '../../tests/support/screen.tsx'
import { PostCard } from './post-card.tsx'

const bela = jid('bela@example.org')

let account: TestAccount
beforeEach(async () => {
  account = testAccount()
  await account.db.contacts.put({ jid: bela, name: 'Béla', subscription: 'both', ask: false, groups: [] })
})

async function showCard(itemId: string, over: Partial<Post>): Promise<HTMLElement> {
  const shown = post(itemId, over)
  await account.db.posts.put(shown)
  show(<PostCard postKey={shown.key} position={1} />, account)
  return screen.findByRole('article')
}

const picture: Enclosure = {
  url: 'https://pictures.example/1.jpg',
  mediaType: 'image/jpeg',
  title: '',
  bytes: 1000,
  width: 400,
  height: 300,
  alt: 'A wound',
}

test('behind a warning text, pictures and links are not there until they are wanted, and go again', async () => {
  const links = [{ url: 'https://example.org/', title: 'The whole story', description: '' }]
  const card = await showCard('warned', { warning: 'Blood', title: 'At the dentist', text: 'It hurt.', enclosures: [picture], links })
  expect(card).toHaveAccessibleName('At the dentist')
  expect(within(card).getByText('Blood')).toBeVisible()
  const toggle = within(card).getByRole('button', { name: 'Show' })
  expect(toggle).toHaveAttribute('aria-expanded', 'false')
  expect(card).not.toHaveTextContent('It hurt.')
  expect(card.querySelector('img')).toBeNull()
  expect(within(card).queryByRole('link', { name: /The whole story/ })).toBeNull()
  await userEvent.click(toggle)
  expect(within(card).getByText('It hurt.')).toBeVisible()
  expect(await within(card).findByRole('img', { name: 'A wound' })).toHaveAttribute('src', picture.url)
  expect(within(card).getByRole('link', { name: /The whole story/ })).toBeVisible()
  const back = within(card).getByRole('button', { name: 'Hide', expanded: true })
  expect(document.getElementById(back.getAttribute('aria-controls') ?? '')).toHaveTextContent('It hurt.')
  await userEvent.click(back)
  expect(card).not.toHaveTextContent('It hurt.')
  expect(card.querySelector('img')).toBeNull()
})

test('a short post is all title, so its title waits behind the warning too, and the card still has a name', async () => {
  const words = 'Who dies at the end: the gardener'
  const card = await showCard('brief', { warning: '', title: words, text: words })
  expect(card).toHaveAccessibleName('Post with a content warning')
  expect(within(card).getByText('Its author marked this as delicate.')).toBeVisible()
  expect(card).not.toHaveTextContent('gardener')
  await userEvent.click(within(card).getByRole('button', { name: 'Show' }))
  expect(card).toHaveAccessibleName(words)
})

test('what was unfolded stays so wherever else the post is drawn, while the page is open', async () => {
  const over = { warning: 'Spiders', title: 'In the cellar', text: 'Eight legs.' }
  await userEvent.click(within(await showCard('remembered', over)).getByRole('button', { name: 'Show' }))
  show(<PostCard postKey={post('remembered', over).key} />, account)
  expect(await screen.findAllByText('Eight legs.')).toHaveLength(2)
})

test.each([
  [{ lat: 52.5200066, lon: 13.404954, name: 'Berlin' }, /Berlin.*52\.52° N, 13\.405° E/, 'geo:52.5200066,13.404954'],
  [{ lat: -33.4489, lon: -70.6693, name: '' }, /33\.449° S, 70\.669° W/, 'geo:-33.4489,-70.6693'],
])('a place is told in words and opens in the own map', async (location, name, href) => {
  const card = await showCard('place', { location })
  expect(within(card).getByRole('link', { name })).toHaveAttribute('href', href)
})

test('a link card says where it leads; a post or a community opens here, what is no address is no link', async () => {
  const link = (url: string, title = '', description = '') => ({ url, title, description })
  const card = await showCard('links', {
    links: [
      link('https://example.org/water', 'Twice'),
      link('https://example.org/water', 'How cold is cold', 'A table'),
      link('xmpp:pubsub.example.org?;node=party;item=1', 'The party'),
      link('javascript:alert(1)', 'Press me'),
    ],
  })
  const outside = within(card).getByRole('link', { name: /example\.org ?How cold is cold ?A table/ })
  expect(outside).toHaveAttribute('rel', 'noreferrer noopener nofollow')
  expect(within(card).getByRole('link', { name: /The party/ })).toHaveAttribute('href', '#/post/pubsub.example.org/party/1')
  expect(within(card).queryByText('Press me')).toBeNull()
})
