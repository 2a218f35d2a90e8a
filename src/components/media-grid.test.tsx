import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test, vi } from 'vitest'
import type { Enclosure, Post } from '#model/post.ts'
import { post } from '../../tests/support/posts.ts'
import { jid, show, type TestAccount, testAccount } from '../../tests/support/screen.tsx'
import { useViewedPictures } from './picture-viewer/viewed-pictures.ts'
import { PostArticle, PostCard } from './post-card.tsx'

const bela = jid('bela@elsewhere.example')

function picture(url: string, over: Partial<Enclosure> = {}): Enclosure {
  return { url, mediaType: 'image/jpeg', title: '', bytes: 1000, width: 400, height: 300, alt: 'A harbour', ...over }
}

let account: TestAccount
beforeEach(() => {
  account = testAccount()
})

async function showWith(enclosures: Enclosure[], over: Partial<Post> = {}): Promise<HTMLElement> {
  const shown = post('a', { author: bela, enclosures, ...over })
  await account.db.posts.put(shown)
  show(<PostCard postKey={shown.key} />, account)
  return screen.findByRole('article')
}

const contact = (jid: typeof bela) => account.db.contacts.put({ jid, name: 'Béla', subscription: 'both', ask: false, groups: [] })

test('a picture of a stranger is not requested before it is asked for', async () => {
  const card = await showWith([picture('https://pictures.example/1.jpg')])
  await userEvent.click(await screen.findByRole('button', { name: 'Show picture' }))
  const image = await screen.findByRole('img', { name: 'A harbour' })
  expect(image).toHaveAttribute('src', 'https://pictures.example/1.jpg')
  expect(image).toHaveAttribute('referrerpolicy', 'no-referrer')
  expect(image).toHaveAttribute('loading', 'lazy')
  expect(card.querySelectorAll('img')).toHaveLength(1)
})

test('until then there is no image element at all, but its description and where it would come from', async () => {
  const card = await showWith([picture('https://pictures.example/2.jpg')])
  expect(await screen.findByText('A harbour')).toBeVisible()
  expect(screen.getByText(/pictures\.example/)).toBeVisible()
  expect(card.querySelector('img')).toBeNull()
})

test('"Always show" is remembered for the person, not for the address', async () => {
  const card = await showWith([picture('https://pictures.example/3.jpg')])
  await userEvent.click(await screen.findByRole('button', { name: /Always show from/ }))
  await waitFor(() => expect(card.querySelector('img')).not.toBeNull())
  expect(await account.db.mediaConsent.toArray()).toEqual([{ source: bela, allowed: 1 }])
})

test('what may come from one address does not let another one come that takes its place', async () => {
  const own = picture('https://upload.example.org/7.jpg')
  const card = await showWith([own])
  await waitFor(() => expect(card.querySelector('img')).not.toBeNull())
  const asked: string[] = []
  const watcher = new MutationObserver(() => {
    for (const image of card.querySelectorAll('img')) asked.push(image.src)
  })
  watcher.observe(card, { subtree: true, childList: true, attributes: true })
  await account.db.posts.put(post('a', { author: bela, enclosures: [picture('https://tracker.example/7.jpg')] }))
  await screen.findByText(/tracker\.example/)
  watcher.disconnect()
  expect(asked.filter(src => src.includes('tracker'))).toEqual([])
})

test('pictures of a contact come by themselves', async () => {
  await contact(bela)
  const card = await showWith([picture('https://pictures.example/4.jpg')])
  await waitFor(() => expect(card.querySelector('img')).not.toBeNull())
})

test('somebody who only claims to be a contact has to be asked for like a stranger', async () => {
  await contact(bela)
  const card = await showWith([picture('https://pictures.example/5.jpg')], {
    authorVerified: false,
    service: jid('pubsub.elsewhere.example'),
    node: 'party',
  })
  await screen.findByRole('button', { name: 'Show picture' })
  expect(card.querySelector('img')).toBeNull()
})

test('pictures on my own server come by themselves: it sees my requests anyway', async () => {
  const card = await showWith([picture('https://upload.example.org/6.jpg')])
  await waitFor(() => expect(card.querySelector('img')).not.toBeNull())
})

test('a host that only looks like my own server is a stranger', async () => {
  const card = await showWith([picture('https://evil-example.org/7.jpg'), picture('https://example.org.evil.example/7.jpg')])
  await screen.findByRole('button', { name: 'Show pictures' })
  expect(card.querySelector('img')).toBeNull()
})

test('"Never show" holds for a contact too', async () => {
  await contact(bela)
  await account.db.mediaConsent.put({ source: bela, allowed: 0 })
  const card = await showWith([picture('https://upload.example.org/8.jpg')])
  await screen.findByRole('button', { name: 'Show picture' })
  expect(card.querySelector('img')).toBeNull()
})

test('what a browser does not simply draw, and what is enormous, is a link', async () => {
  const card = await showWith([
    picture('https://upload.example.org/9.svg', { mediaType: 'image/svg+xml', title: 'drawing.svg' }),
    picture('https://upload.example.org/10.png', { width: 20_000, height: 20_000, title: 'bomb.png' }),
    picture('https://upload.example.org/11.pdf', { mediaType: 'application/pdf', title: 'paper.pdf', bytes: 1_500_000 }),
  ])
  for (const name of [/drawing\.svg/, /bomb\.png/, /paper\.pdf/]) expect(screen.getByRole('link', { name })).toBeVisible()
  expect(screen.getByText(/1\.5 MB/)).toBeVisible()
  expect(card.querySelector('img')).toBeNull()
})

test('a name that pretends to be another one is shown as what it is, where it stands for the words too', async () => {
  await contact(bela)
  const tricky = '../../bay\u202Egnp.exe'
  await showWith([picture('https://pictures.example/tricky.jpg', { title: tricky, alt: tricky })])
  expect(await screen.findByRole('img', { name: 'baygnp.exe' })).toBeVisible()
})

test('more pictures than tiles are counted on the last one', async () => {
  await contact(bela)
  await showWith([1, 2, 3, 4, 5, 6].map(index => picture(`https://pictures.example/many-${index}.jpg`)))
  expect(await screen.findByText('+2')).toBeVisible()
  expect(screen.getAllByRole('img')).toHaveLength(4)
})

test('a whole post shows all of an odd number of pictures, and the last of them takes its row alone', async () => {
  await contact(bela)
  const shown = post('a', { author: bela, enclosures: [1, 2, 3, 4, 5].map(index => picture(`https://pictures.example/odd-${index}.jpg`)) })
  show(<PostArticle post={shown} full onComment={() => undefined} />, account)
  const tiles = (await screen.findAllByRole('img')).map(image => image.closest<HTMLElement>('[style]')?.style.gridColumn)
  expect(tiles).toEqual(['', '', '', '', 'span 2'])
})

test('what turned out to be enormous is not among the pictures that fill the window either', async () => {
  await contact(bela)
  await showWith([
    picture('https://pictures.example/w1.jpg', { alt: 'A hill' }),
    picture('https://pictures.example/w2.jpg', { alt: 'A bomb' }),
  ])
  const bomb = await screen.findByRole('img', { name: 'A bomb' })
  Object.defineProperties(bomb, { naturalWidth: { value: 20_000 }, naturalHeight: { value: 20_000 } })
  fireEvent.load(bomb)
  await userEvent.click(screen.getByRole('link', { name: 'A hill' }))
  expect(useViewedPictures.getState()).toMatchObject({ pictures: [{ alt: 'A hill' }], first: 0 })
})

test('a picture that waits is drawn from this device, and a post without words shows no file name for them', async () => {
  vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:here')
  vi.spyOn(URL, 'revokeObjectURL').mockReturnValue()
  const facts = { mediaType: 'image/png', bytes: 3, width: 30, height: 20, name: 'loaf.png', alt: '' }
  const kept = { original: false, blob: new Blob(['abc']), light: null, left: null, state: 'prepared' as const, url: null }
  await account.db.uploads.put({ id: 'one', owner: 'post', place: 0, ...facts, ...kept })
  const card = await showWith([picture('upload:one', { title: 'loaf.png', alt: '' })], {
    author: jid('me@example.org'),
    state: 'queued',
    title: 'loaf.png',
    text: 'loaf.png',
  })
  expect(await screen.findByRole('img', { name: 'loaf.png' })).toHaveAttribute('src', 'blob:here')
  expect(card).toHaveAccessibleName('loaf.png')
  expect(screen.getByText('loaf.png').closest('[class*=hidden]')).not.toBeNull()
  act(() => account.emit({ kind: 'session', state: { kind: 'online', resumed: false, catchingUp: false } }))
  act(() => account.emit({ kind: 'upload', id: 'one', sent: 1, total: 4 }))
  expect(await screen.findByText('Sending files: 25%')).toBeVisible()
  const cancel = vi.fn(async () => ({ cancelled: true }))
  account.answers['cancel-upload'] = cancel
  await userEvent.click(screen.getByRole('button', { name: 'Cancel' }))
  expect(cancel).toHaveBeenCalledWith({ owner: expect.stringContaining('a') })
})
