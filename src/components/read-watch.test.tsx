import { render } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { PostKey } from '#model/keys.ts'
import { post } from '../../tests/support/posts.ts'
import { type TestAccount, testAccount } from '../../tests/support/screen.tsx'
import { AccountContext } from './account-context.tsx'
import { useReadWatch } from './read-watch.ts'

type Seen = Pick<IntersectionObserverEntry, 'isIntersecting' | 'intersectionRatio'> & { height: number }

/** A window that shows what the test says. */
let tell: IntersectionObserverCallback
let observers: number
class Window {
  constructor(callback: IntersectionObserverCallback) {
    tell = callback
    observers += 1
  }

  observe(): void {
    // The test tells.
  }

  unobserve(): void {
    // Nothing is kept.
  }
}

let account: TestAccount
beforeEach(() => {
  observers = 0
  vi.stubGlobal('IntersectionObserver', Window)
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  account = testAccount()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const [one, two] = [post('one').key, post('two').key]

function Watched({ postKey }: { postKey: PostKey }) {
  return <article ref={useReadWatch(postKey)} id={postKey} />
}

async function shown() {
  // It is only written to while it is open, which reading does.
  await account.db.reads.count()
  return render(
    <AccountContext value={account}>
      <Watched postKey={one} />
      <Watched postKey={two} />
    </AccountContext>,
  )
}

function show(key: PostKey, { isIntersecting, intersectionRatio, height }: Seen): void {
  const target = document.getElementById(key)
  const entry = { target, isIntersecting, intersectionRatio, intersectionRect: { height }, rootBounds: { height: 800 } }
  tell([entry as unknown as IntersectionObserverEntry], {} as IntersectionObserver)
}
const whole: Seen = { isIntersecting: true, intersectionRatio: 1, height: 300 }
const gone: Seen = { isIntersecting: false, intersectionRatio: 0, height: 0 }
const read = async (): Promise<PostKey[]> => account.db.reads.toCollection().primaryKeys()

test('a second in the window is read, a glimpse is not, and many are written at once by one observer', async () => {
  const write = vi.spyOn(account.db.reads, 'bulkPut')
  await shown()
  expect(observers).toBe(1)
  show(one, whole)
  show(two, whole)
  vi.advanceTimersByTime(900)
  show(two, gone)
  vi.advanceTimersByTime(900)
  expect(await read()).toEqual([])
  vi.advanceTimersByTime(200)
  await expect.poll(read).toEqual([one])
  show(two, whole)
  show(one, gone)
  show(one, whole)
  vi.advanceTimersByTime(2000)
  await expect.poll(read).toEqual([one, two])
  expect(write).toHaveBeenCalledTimes(2)
})

test('its edge is not enough; of one that is higher than the window much of the window is', async () => {
  await shown()
  show(one, { isIntersecting: true, intersectionRatio: 0.2, height: 100 })
  show(two, { isIntersecting: true, intersectionRatio: 0.1, height: 500 })
  vi.advanceTimersByTime(2000)
  await expect.poll(read).toEqual([two])
})

test('in a tab that nobody sees nothing is read, and what left the page before its second neither', async () => {
  const hidden = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
  const { unmount } = await shown()
  show(one, whole)
  vi.advanceTimersByTime(2000)
  expect(await read()).toEqual([])
  hidden.mockReturnValue('visible')
  document.dispatchEvent(new Event('visibilitychange'))
  vi.advanceTimersByTime(500)
  unmount()
  vi.advanceTimersByTime(2000)
  expect(await read()).toEqual([])
  hidden.mockRestore()
})
