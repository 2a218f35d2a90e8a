import { act, cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { show, testAccount } from '../../tests/support/screen.tsx'
import { LoadedPicture } from './media-picture.tsx'

const URL = 'https://pictures.example/1.jpg'
const HUGE = 'https://pictures.example/huge.png'
/** What the browser says about where things are. */
let comeNear: () => void = () => undefined

function draw(url = URL): HTMLImageElement {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      constructor(callback: (entries: { isIntersecting: boolean }[]) => void) {
        comeNear = () => callback([{ isIntersecting: true }])
      }
      observe = (): void => undefined
      disconnect = (): void => undefined
    },
  )
  show(<LoadedPicture url={url} alt="A harbour" style={{}} />, testAccount())
  return screen.getByRole('img')
}

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const wait = (ms: number): void => act(() => void vi.advanceTimersByTime(ms))

test('a picture that does not come in ten seconds is told, not asked for any longer, and tried again by hand with more patience', () => {
  const image = draw()
  wait(60_000)
  // Far from the window the browser has not asked for it yet.
  expect(screen.getByRole('img')).toBe(image)
  act(comeNear)
  wait(9_999)
  expect(screen.getByRole('img')).toBe(image)
  wait(1)
  expect(screen.getByText('The picture does not come: pictures.example is too slow.')).toBeVisible()
  expect(image).not.toHaveAttribute('src')
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
  act(comeNear)
  wait(30_000)
  expect(screen.getByRole('img')).toHaveAttribute('src', URL)
  wait(30_000)
  expect(screen.queryByRole('img')).toBeNull()
})

test('a picture that came in time stays', () => {
  const image = draw()
  act(comeNear)
  fireEvent.load(image)
  wait(60_000)
  expect(screen.getByRole('img')).toBe(image)
})

test('a picture that turns out to be enormous goes before it is unpacked, and can be opened elsewhere', () => {
  const image = draw(HUGE)
  Object.defineProperties(image, { naturalWidth: { value: 20_000 }, naturalHeight: { value: 20_000 } })
  fireEvent.load(image)
  expect(screen.queryByRole('img')).toBeNull()
  expect(screen.getByText('This picture has 400 megapixels. That is too much to draw it here.')).toBeVisible()
  expect(screen.getByRole('link', { name: 'Open in a new tab' })).toHaveAttribute('href', HUGE)
  cleanup()
  // Out of sight and back: it is known by now.
  show(<LoadedPicture url={HUGE} alt="A harbour" style={{}} />, testAccount())
  expect(screen.queryByRole('img')).toBeNull()
})

test('a picture that is none says so', () => {
  fireEvent.error(draw())
  expect(screen.getByText('The picture could not be loaded from pictures.example.')).toBeVisible()
})
