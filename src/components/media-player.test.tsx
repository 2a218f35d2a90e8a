import { fireEvent, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Enclosure } from '#model/post.ts'
import { post } from '../../tests/support/posts.ts'
import { seesEverything } from '../../tests/support/layout.ts'
import { jid, show, type TestAccount, testAccount } from '../../tests/support/screen.tsx'
import { PostCard } from './post-card.tsx'

const bela = jid('bela@elsewhere.example')

let account: TestAccount
beforeEach(() => {
  account = testAccount()
  vi.spyOn(HTMLMediaElement.prototype, 'canPlayType').mockImplementation(type => (type === 'video/x-old' ? '' : 'maybe'))
})
afterEach(() => vi.restoreAllMocks())

const file = (url: string, mediaType: string, over: Partial<Enclosure> = {}): Enclosure => ({
  url,
  mediaType,
  title: url.split('/').at(-1) ?? '',
  bytes: 1_500_000,
  width: null,
  height: null,
  alt: '',
  ...over,
})

async function showWith(...enclosures: Enclosure[]): Promise<HTMLElement> {
  const shown = post('a', { author: bela, enclosures })
  await account.db.posts.put(shown)
  show(<PostCard postKey={shown.key} />, account)
  return screen.findByRole('article')
}

test('a film of a stranger is asked of nobody before it is wanted, nor until it is played', async () => {
  const card = await showWith(file('https://films.example/swim.mp4', 'video/mp4', { width: 1280, height: 720 }))
  const button = await screen.findByRole('button', { name: 'Show video' })
  expect(card.querySelector('video')).toBeNull()
  expect(screen.getByText('1.5 MB')).toBeVisible()
  await userEvent.click(button)
  const film = await waitFor(() => card.querySelector('video') ?? Promise.reject(new Error('no film')))
  expect(film).toHaveAttribute('preload', 'none')
  expect(film).toHaveAttribute('controls')
  expect(film).toHaveAttribute('playsinline')
  expect(film).toHaveAttribute('aria-label', 'swim.mp4')
  expect(film.style.aspectRatio).toMatch(/^1\.77/)
})

test('a recording of a contact has its player at once; one that breaks says so, can be tried again and is a file all the same', async () => {
  await account.db.contacts.put({ jid: bela, name: 'Béla', subscription: 'both', ask: false, groups: [] })
  const card = await showWith(file('https://sounds.example/song.ogg', 'audio/ogg'))
  const first = await waitFor(() => card.querySelector('audio') ?? Promise.reject(new Error('no sound')))
  fireEvent.error(first)
  expect(screen.getByText('The audio could not be loaded from sounds.example.')).toBeVisible()
  expect(screen.getByRole('link', { name: /song\.ogg/ })).toHaveAttribute('href', 'https://sounds.example/song.ogg')
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
  const second = card.querySelector('audio')
  expect(second).not.toBeNull()
  expect(second).not.toBe(first)
})

test('a recording of a stranger is asked of nobody: to play it is to want it, and it silences the other one', async () => {
  const played: string[] = []
  const paused: string[] = []
  vi.spyOn(HTMLMediaElement.prototype, 'play').mockImplementation(async function (this: HTMLMediaElement) {
    played.push(this.getAttribute('src') ?? '')
  })
  vi.spyOn(HTMLMediaElement.prototype, 'pause').mockImplementation(function (this: HTMLMediaElement) {
    paused.push(this.getAttribute('src') ?? '')
  })
  vi.spyOn(HTMLMediaElement.prototype, 'paused', 'get').mockReturnValue(true)
  const asked = vi.spyOn(globalThis, 'fetch')
  seesEverything()
  const [one, two] = ['https://sounds.example/1.ogg', 'https://sounds.example/2.ogg']
  const card = await showWith(file(one, 'audio/ogg', { length: 65_400 }), file(two, 'audio/ogg'))
  expect(await screen.findAllByRole('button', { name: /^Always/ })).toHaveLength(2)
  expect(screen.getByText('1:05')).toBeVisible()
  expect(card.querySelector('audio')).toBeNull()
  expect(asked).not.toHaveBeenCalled()
  const [first, second] = screen.getAllByRole('button', { name: 'Play' })
  await userEvent.click(first as HTMLElement)
  await waitFor(() => expect(card.querySelector('audio')).toHaveAttribute('src', one))
  await userEvent.click(second as HTMLElement)
  await waitFor(() => expect(played).toHaveLength(2))
  expect(played).toEqual([one, two])
  expect(paused).toEqual([one])
})

test('what this browser does not play is a file with its kind and size', async () => {
  const card = await showWith(file('https://films.example/old.rm', 'video/x-old'))
  expect(screen.getByRole('link', { name: /old\.rm.*OLD\s· 1\.5 MB\s· films\.example/ })).toBeVisible()
  expect(card.querySelector('video')).toBeNull()
  expect(screen.queryByRole('button', { name: 'Show video' })).toBeNull()
})

test('a name with folders or with marks that turn the writing round is shown clean', async () => {
  await showWith(
    file('https://films.example/a.pdf', 'application/pdf', { title: '../../etc/\u202Ecod.exe' }),
    file('https://films.example/b.pdf', 'application/pdf', { title: 'C:\\Users\\me\\My notes.pdf' }),
    file('https://films.example/c.pdf', 'application/pdf', { title: 'This and/or that' }),
  )
  for (const name of [/^cod\.exe/, /^My notes\.pdf/, /^This and\/or that/]) expect(screen.getByRole('link', { name })).toBeVisible()
})
