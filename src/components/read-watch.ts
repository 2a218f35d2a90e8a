import { useCallback } from 'react'
import { markPostsRead } from '#commands/mark-posts-read.ts'
import type { PostKey } from '#model/keys.ts'
import { toFailure } from '#shared/errors.ts'
import type { AccountDb } from '#storage/schema.ts'
import { useDb } from './account-context.tsx'
import { useSession } from './session-store.ts'

/** How long a post stands before somebody's eyes until it counts as read. */
const READ_MS = 1000
/** How long what was read is gathered before it is written. */
const GATHER_MS = 800
/** In steps, because most of a card that is longer than the window is never in view at once. */
const STEPS = [0, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1]
/** As much of a post that fits, or of the window, as one looks at. */
const MOST_OF_POST = 0.6
const MUCH_OF_WINDOW = 0.4

interface ReadWatch {
  observe: (element: Element, key: PostKey) => () => void
  /** Read in another way than by being looked at. */
  note: (key: PostKey) => void
}

const watches = new WeakMap<AccountDb, ReadWatch>()

function isLookedAt({ isIntersecting, intersectionRatio, intersectionRect, rootBounds }: IntersectionObserverEntry): boolean {
  if (!isIntersecting) return false
  return intersectionRatio >= MOST_OF_POST || intersectionRect.height >= (rootBounds?.height ?? innerHeight) * MUCH_OF_WINDOW
}

/** One for all posts of an account: no query and no state in any card, and a write for many of them. */
function watchOf(db: AccountDb): ReadWatch {
  const known = watches.get(db)
  if (known) return known
  const keys = new Map<Element, PostKey>()
  const timers = new Map<Element, ReturnType<typeof setTimeout>>()
  const inView = new Set<Element>()
  /** Written already, so that scrolling up and down writes nothing. */
  const noted = new Set<PostKey>()
  let gathered: PostKey[] = []
  let writing: ReturnType<typeof setTimeout> | undefined

  const write = (): void => {
    clearTimeout(writing)
    writing = undefined
    const read = gathered
    gathered = []
    // Signed out meanwhile: there is nothing left to write to.
    if (read.length === 0 || !db.isOpen()) return
    markPostsRead(db, { keys: read, now: Date.now() }).catch((error: unknown) => {
      useSession.getState().receive({ kind: 'storage', degraded: true, failure: toFailure(error) })
    })
  }
  const note = (key: PostKey): void => {
    if (noted.has(key)) return
    noted.add(key)
    gathered.push(key)
    writing ??= setTimeout(write, GATHER_MS)
  }
  const stop = (element: Element): void => {
    clearTimeout(timers.get(element))
    timers.delete(element)
  }
  const start = (element: Element): void => {
    const key = keys.get(element)
    if (key === undefined || timers.has(element) || document.visibilityState !== 'visible') return
    timers.set(
      element,
      setTimeout(() => note(key), READ_MS),
    )
  }
  const observer = new IntersectionObserver(
    entries => {
      for (const entry of entries) {
        const { target } = entry
        if (isLookedAt(entry)) inView.add(target)
        else inView.delete(target)
        if (inView.has(target)) start(target)
        else stop(target)
      }
    },
    { threshold: STEPS },
  )
  document.addEventListener('visibilitychange', () => {
    const act = document.visibilityState === 'visible' ? start : stop
    for (const element of inView) act(element)
    // The tab may be on its way out.
    if (document.visibilityState !== 'visible') write()
  })
  const watch: ReadWatch = {
    note,
    observe(element, key) {
      keys.set(element, key)
      observer.observe(element)
      return () => {
        observer.unobserve(element)
        stop(element)
        inView.delete(element)
        keys.delete(element)
      }
    },
  }
  watches.set(db, watch)
  return watch
}

/** For the element of a post: it counts as read once it was in the window for a second. */
export function useReadWatch(key: PostKey): (element: Element | null) => (() => void) | undefined {
  const db = useDb()
  return useCallback(element => (element ? watchOf(db).observe(element, key) : undefined), [db, key])
}

/** Opened: that is read. */
export function noteRead(db: AccountDb, key: PostKey): void {
  watchOf(db).note(key)
}
