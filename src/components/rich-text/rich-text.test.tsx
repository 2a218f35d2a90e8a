import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'
import type { RichElement, RichNode } from '#shared/rich-text.ts'
import { jid, show, testAccount } from '../../../tests/support/screen.tsx'
import { RichText } from './rich-text.tsx'

const origin = { person: jid('stranger@elsewhere.example'), service: jid('elsewhere.example') }

function draw(...nodes: unknown[]): HTMLElement {
  // What comes from storage was checked when it was written; the renderer must not rely on it.
  return show(<RichText nodes={nodes as RichNode[]} origin={origin} />, testAccount()).container
}

const element = (tag: string, attrs: Record<string, string> = {}, ...children: unknown[]): RichElement =>
  ({ tag, attrs, children }) as unknown as RichElement

test('elements that are not on the list are dropped with everything in them', () => {
  const container = draw(element('script', {}, 'alert(1)'), element('iframe', { src: 'https://example.org' }), element('p', {}, 'stays'))
  expect(container.querySelector('script, iframe')).toBeNull()
  expect(container).toHaveTextContent(/^stays$/)
})

test('attributes that are not on the list never reach the page', () => {
  const attrs = { style: 'position:fixed', class: 'x', id: 'root', onclick: 'alert(1)', name: 'x', dir: 'sideways', lang: 'en"onload="' }
  const container = draw(element('p', attrs, 'text'))
  expect(container.querySelector('p')?.getAttributeNames()).toEqual(['dir'])
  expect(container.querySelector('p')).toHaveAttribute('dir', 'auto')
})

test('a link of a safe scheme opens in a tab of its own and tells nothing', () => {
  draw(element('a', { href: 'https://example.org/a' }, 'there'))
  const link = screen.getByRole('link', { name: 'there' })
  expect(link).toHaveAttribute('target', '_blank')
  expect(link).toHaveAttribute('rel', 'noreferrer noopener nofollow')
})

test.each(['javascript:alert(1)', 'data:text/html,x', 'vbscript:x', '/settings', '#/settings'])('%s is no link', href => {
  const container = draw(element('a', { href }, 'there'))
  expect(container.querySelector('a')).toBeNull()
  expect(container).toHaveTextContent('there')
})

test('words that promise another host than the link leads to are answered with the real one', () => {
  const container = draw(element('a', { href: 'https://evil.example/' }, 'https://bank.example'))
  expect(container).toHaveTextContent('https://bank.example [evil.example]')
})

test('an xmpp address of a post stays inside the app', () => {
  draw(element('a', { href: 'xmpp:pubsub.example.org?;node=party;item=1' }, 'the post'))
  expect(screen.getByRole('link', { name: 'the post' })).toHaveAttribute('href', '#/post/pubsub.example.org/party/1')
})

test('a link inside a link is only its words', () => {
  const container = draw(element('a', { href: 'https://example.org/' }, element('a', { href: 'https://evil.example/' }, 'inner')))
  expect(container.querySelectorAll('a')).toHaveLength(1)
})

test('headings of a text stand below those of the page', () => {
  draw(element('h1', {}, 'Big'))
  expect(screen.getByRole('heading', { level: 3, name: 'Big' })).toBeVisible()
})

test('films and sounds are offered, never fetched; once they are wanted they wait until they are played', async () => {
  const film = element('video', {}, element('source', { src: 'https://elsewhere.example/film.mp4' }))
  const container = draw(film, element('audio', { src: 'https://elsewhere.example/song.ogg' }))
  expect(container.querySelector('video, audio[src], source')).toBeNull()
  expect(screen.getByRole('link', { name: /Video/ })).toHaveAttribute('href', 'https://elsewhere.example/film.mp4')
  await userEvent.click(await screen.findByRole('button', { name: 'Show video' }))
  await waitFor(() => expect(container.querySelector('video')).toHaveAttribute('preload', 'none'))
  expect(container.querySelector('video')).toHaveAttribute('src', 'https://elsewhere.example/film.mp4')
  expect(container.querySelector('audio[src]')).toBeNull()
})

test('a picture and a film keep the room that their author says they take, and one that is enormous is a link', async () => {
  const film = element('video', {
    src: 'https://elsewhere.example/film.mp4',
    poster: 'https://elsewhere.example/p.jpg',
    width: '400',
    height: '300',
  })
  const container = draw(
    element('img', { src: 'https://elsewhere.example/a.png', alt: 'A hill', width: '400', height: '200' }),
    element('img', { src: 'https://elsewhere.example/b.png', alt: 'A bomb', width: '20000', height: '20000' }),
    film,
  )
  const room = (await screen.findByText('A hill')).closest('[style]')
  expect((room as HTMLElement).style.aspectRatio).toMatch(/^2/)
  expect(await screen.findByRole('link', { name: /A bomb.*too large/ })).toBeVisible()
  await userEvent.click(await screen.findByRole('button', { name: 'Show video' }))
  await waitFor(() => expect(container.querySelector('video')).toHaveAttribute('poster', 'https://elsewhere.example/p.jpg'))
})

test('absurd table spans are cut down', () => {
  const container = draw(
    element('table', {}, element('tbody', {}, element('tr', {}, element('td', { colspan: '999999', rowspan: '0' }, 'x')))),
  )
  expect(container.querySelector('td')).toHaveAttribute('colspan', '100')
  expect(container.querySelector('td')).toHaveAttribute('rowspan', '1')
})
