import { fireEvent, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { show, type TestAccount, testAccount } from '../../../tests/support/screen.tsx'
import { ComposePage } from './compose-page.tsx'

const NOTHING = { draft: undefined, to: undefined, edit: undefined, reply: undefined, via: undefined }
const PAGE = '<head><title>Bread</title><meta name="description" content="All about it">'
let account: TestAccount
const ask = vi.fn<typeof fetch>()

beforeEach(() => {
  account = testAccount()
  location.hash = '#/compose'
  ask.mockReset()
  vi.stubGlobal('fetch', ask)
})
afterEach(() => void vi.unstubAllGlobals())

async function write(value: string): Promise<ReturnType<typeof userEvent.setup>> {
  show(<ComposePage {...NOTHING} />, account)
  fireEvent.change(await screen.findByRole('textbox', { name: 'Text' }), { target: { value } })
  return userEvent.setup()
}

const page = (body: string, type = 'text/html; charset=utf-8'): Response => new Response(body, { headers: { 'Content-Type': type } })
const attach = (host: string): Promise<HTMLElement> => screen.findByRole('button', { name: `Attach a card for ${host}` })

test('a page is asked on request only, as nobody, and its card goes out with the post as the author left it', async () => {
  ask.mockResolvedValue(page(PAGE))
  const user = await write('See https://www.example.org/bread.')
  const offer = await attach('example.org')
  expect(ask).not.toHaveBeenCalled()
  await user.click(offer)
  const name = await screen.findByRole('textbox', { name: 'Name of the page' })
  expect(name).toHaveValue('Bread')
  expect(name).toHaveFocus()
  expect(ask).toHaveBeenCalledExactlyOnceWith(
    'https://www.example.org/bread',
    expect.objectContaining({ credentials: 'omit', referrerPolicy: 'no-referrer', mode: 'cors' }),
  )
  fireEvent.change(name, { target: { value: 'Rye bread ' } })
  fireEvent.keyDown(name, { key: 'Enter' })
  expect(await account.db.posts.toArray()).toEqual([])
  await user.click(screen.getByRole('button', { name: 'Publish' }))
  const links = [{ url: 'https://www.example.org/bread', title: 'Rye bread', description: 'All about it' }]
  await waitFor(async () => expect(await account.db.posts.toArray()).toMatchObject([{ links }]))
})

test.each([
  ['refuses others', () => Promise.reject(new TypeError('Failed to fetch'))],
  ['is no page', () => Promise.resolve(page(PAGE, 'image/png'))],
  ['is not there', () => Promise.resolve(new Response(PAGE, { status: 404, headers: { 'Content-Type': 'text/html' } }))],
  ['says nothing', () => Promise.resolve(page('<p>hello'))],
])('where a page %s, the card is there to be filled in', async (_case, answer) => {
  ask.mockImplementation(answer)
  const user = await write('https://example.org/x')
  await user.click(await attach('example.org'))
  expect(await screen.findByText(/example.org does not let other pages read it/)).toBeVisible()
  await user.type(screen.getByRole('textbox', { name: 'Name of the page' }), 'Mine')
  await user.click(screen.getByRole('button', { name: 'Remove the card for example.org' }))
  expect(await attach('example.org')).toBeVisible()
})

test('what our own policy forbids is not even asked, and no more than five cards are attached', async () => {
  ask.mockResolvedValue(page(PAGE))
  const user = await write(['a', 'b', 'c', 'd', 'e', 'f'].map(host => `http://${host}.example/`).join(' '))
  for (const host of ['a', 'b', 'c', 'd', 'e']) {
    await user.click(await attach(`${host}.example`))
    await screen.findByRole('group', { name: `Card for ${host}.example` })
  }
  expect(screen.queryByRole('button', { name: /^Attach a card/ })).toBeNull()
  expect(ask).not.toHaveBeenCalled()
})

test('an endless page is read to a certain length and no further', async () => {
  let sent = 0
  let isCancelled = false
  const chunk = new TextEncoder().encode(PAGE.padEnd(65_536))
  const body = new ReadableStream<Uint8Array>({
    pull: controller => {
      sent += chunk.length
      controller.enqueue(chunk)
    },
    cancel: () => {
      isCancelled = true
    },
  })
  ask.mockResolvedValue(new Response(body, { headers: { 'Content-Type': 'text/html' } }))
  const user = await write('https://example.org/endless')
  await user.click(await attach('example.org'))
  expect(await screen.findByRole('textbox', { name: 'Description' })).toHaveValue('All about it')
  expect(isCancelled).toBe(true)
  expect(sent).toBeLessThan(700_000)
})
