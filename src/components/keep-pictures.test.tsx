import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Enclosure, Post } from '#model/post.ts'
import { post } from '../../tests/support/posts.ts'
import { jid, show, type TestAccount, testAccount } from '../../tests/support/screen.tsx'
import { fetchPicture } from './fetch-picture.ts'
import { PostCard } from './post-card.tsx'
import { useSession } from './session-store.ts'

const bela = jid('bela@example.org')
let account: TestAccount
let asked: [string, RequestInit | undefined][] = []
let pictures = 0

beforeEach(() => {
  account = testAccount()
  asked = []
  useSession.getState().reset()
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

function answerWith(body: Uint8Array<ArrayBuffer>, type: string): void {
  vi.stubGlobal('fetch', async (url: string, init?: RequestInit) => {
    asked.push([url, init])
    return new Response(body, { headers: { 'Content-Type': type } })
  })
}

/** A post with a picture that no other test has. */
function withPicture(over: Partial<Enclosure> = {}): Post & { url: string } {
  pictures += 1
  const url = `https://pictures.example/${pictures}.png`
  const file = { url, mediaType: 'image/png', title: '', bytes: 3, width: 40, height: 30, alt: 'A harbour', ...over }
  return { ...post(`p${pictures}`, { enclosures: [file] }), url }
}

async function showSaved({ url: _url, ...shown }: Post & { url: string }): Promise<void> {
  await account.db.posts.put(shown)
  await account.db.saved.put({ postKey: shown.key, itemId: null, title: '', savedAt: 1, state: 'settled' })
  show(<PostCard postKey={shown.key} position={1} />, account)
  await screen.findByRole('button', { name: 'Save', pressed: true })
  act(() => useSession.getState().receive({ kind: 'session', state: { kind: 'online', resumed: false, catchingUp: false } }))
}

const kept = () => account.db.keptPictures.toArray()
const allow = () => account.db.mediaConsent.put({ source: bela, allowed: 1 })

test('a picture of a saved post is kept, asked for without a trace of who asks, and stands in for one that does not come', async () => {
  answerWith(new Uint8Array([1, 2, 3]), 'image/png')
  await allow()
  const saved = withPicture()
  await showSaved(saved)
  await waitFor(async () => expect(await kept()).toMatchObject([{ postKey: saved.key, url: saved.url }]))
  expect(asked).toMatchObject([[saved.url, { credentials: 'omit', referrerPolicy: 'no-referrer' }]])
  // The database of the tests gives no blob back.
  vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:kept')
  vi.spyOn(URL, 'revokeObjectURL').mockReturnValue(undefined)
  fireEvent.error(screen.getByRole('img', { name: 'A harbour' }))
  await waitFor(() => expect(screen.getByRole('img', { name: 'A harbour' })).toHaveAttribute('src', 'blob:kept'))
})

test('nothing is asked for that may not be shown', async () => {
  answerWith(new Uint8Array([1, 2, 3]), 'image/png')
  await showSaved(withPicture())
  await screen.findByRole('button', { name: 'Show picture' })
  expect(asked).toEqual([])
  expect(await kept()).toEqual([])
})

test.each<[string, Uint8Array<ArrayBuffer>, string]>([
  ['no picture', new Uint8Array(3), 'text/html'],
  ['a picture that can do things', new Uint8Array(3), 'image/svg+xml'],
  ['more than is borne', new Uint8Array(11 * 1024 * 1024), 'image/png'],
])('%s is not kept', async (_what, body, type) => {
  answerWith(body, type)
  expect(await fetchPicture(withPicture().url, new AbortController().signal)).toBeUndefined()
})

test('what gave nothing is not asked again, what was only not wanted any longer is', async () => {
  answerWith(new Uint8Array(3), 'text/html')
  const { url } = withPicture()
  await fetchPicture(url, new AbortController().signal)
  await fetchPicture(url, new AbortController().signal)
  expect(asked).toHaveLength(1)
  const other = withPicture().url
  vi.stubGlobal('fetch', async () => {
    throw new DOMException('aborted', 'AbortError')
  })
  expect(await fetchPicture(other, AbortSignal.abort())).toBeUndefined()
  answerWith(new Uint8Array([1]), 'image/png')
  expect(await fetchPicture(other, new AbortController().signal)).toBeDefined()
})
