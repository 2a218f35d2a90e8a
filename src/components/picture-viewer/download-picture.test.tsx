import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { putKept } from '#storage/kept-pictures.ts'
import { post } from '../../../tests/support/posts.ts'
import { show, type TestAccount, testAccount } from '../../../tests/support/screen.tsx'
import { downloadName } from './download-picture.ts'
import { ViewerFrame } from './viewer-frame.tsx'
import { useViewedPictures } from './viewed-pictures.ts'

const URL_OF_HILL = 'https://pictures.example/x/hill%20one.png?token=1'
const hill = { url: URL_OF_HILL, alt: 'A hill', name: '', mediaType: 'image/png' }

let account: TestAccount
let asked: RequestInit[] = []
let saved: string[] = []

beforeEach(() => {
  account = testAccount()
  asked = []
  saved = []
  vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:here')
  vi.spyOn(URL, 'revokeObjectURL').mockReturnValue()
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function click(this: HTMLAnchorElement) {
    saved.push(`${this.download} from ${this.href}`)
  })
})
afterEach(() => {
  useViewedPictures.getState().close()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

async function download(answer: () => Response): Promise<void> {
  vi.stubGlobal('fetch', async (_url: string, init: RequestInit = {}) => {
    asked.push(init)
    return answer()
  })
  useViewedPictures.getState().show([hill], 0)
  show(<ViewerFrame first={0} />, account)
  await userEvent.click(await screen.findByRole('button', { name: 'Download' }))
}

const bytes = (length: number, type: string): Response => new Response(new Uint8Array(length), { headers: { 'Content-Type': type } })

test('a picture is saved under its name, asked for without a trace of who asks', async () => {
  await download(() => bytes(3, 'image/png'))
  await screen.findByText('Downloaded.')
  expect(saved).toEqual(['hill one.png from blob:here'])
  expect(asked).toMatchObject([{ mode: 'cors', credentials: 'omit', referrerPolicy: 'no-referrer' }])
})

test.each<[string, () => Response, RegExp]>([
  [
    'a host that gives nothing to web pages',
    () => {
      throw new TypeError('Failed to fetch')
    },
    /pictures\.example does not answer, or does not give it/,
  ],
  ['a page in place of a picture', () => bytes(3, 'text/html'), /what pictures\.example gave is no picture/],
  ['a picture that can do things', () => bytes(3, 'image/svg+xml'), /is no picture/],
  ['more than was ever announced', () => bytes(30 * 1024 * 1024 + 1, 'image/png'), /larger than 30 MB/],
])('%s is told in words, with the original to open in its own tab', async (_what, answer, words) => {
  await download(answer)
  const said = await screen.findByText(words)
  const link = said.querySelector('a')
  expect(link).toHaveAttribute('href', URL_OF_HILL)
  expect(link).toHaveAttribute('rel', expect.stringContaining('noreferrer'))
  expect(saved).toEqual([])
})

test('what this device keeps is shown and saved from here, and nobody is asked', async () => {
  await putKept(account.db, { postKey: post('a').key, url: URL_OF_HILL, blob: new Blob(['abc'], { type: 'image/png' }) })
  await download(() => bytes(3, 'text/html'))
  await screen.findByText('Downloaded.')
  expect(await screen.findByRole('img', { name: 'A hill' })).toHaveAttribute('src', 'blob:here')
  expect(asked).toEqual([])
})

test.each([
  ['', URL_OF_HILL, 'image/png', 'hill one.png'],
  ['The hill', URL_OF_HILL, 'image/jpeg', 'The hill.jpg'],
  ['../../photo\u202Egpj.exe', URL_OF_HILL, 'image/png', 'photogpj.png'],
  ['C:\\pictures\\cat.gif', URL_OF_HILL, 'image/gif', 'cat.gif'],
  ['', 'https://pictures.example/', 'image/webp', 'picture.webp'],
  ['', 'https://pictures.example/%E0%A4%A', 'image/png', '%E0%A4%A.png'],
  ['', 'https://pictures.example/a%2F..%2Fb.sh', 'image/png', 'b.png'],
])('%j at %s is saved as a picture by a name without tricks', (name, url, type, expected) => {
  expect(downloadName({ name, url }, type)).toBe(expected)
})
