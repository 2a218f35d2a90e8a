import { useSyncExternalStore } from 'react'
import type { PostKey } from '#model/keys.ts'
import type { SavedPost } from '#model/saved-post.ts'
import { getSaved, watchSaved } from '#storage/saved.ts'
import type { AccountDb } from '#storage/schema.ts'
import { useDb } from './account-context.tsx'
import { recall, useRemembered } from './use-remembered.ts'

/** Under which name it is remembered whether a post is saved. */
export function nameOfSaved(key: PostKey): string {
  return `saved ${key}`
}

/** What its list knows of a saved post; null when it is not saved, and until that is known. */
export function useSaved(postKey: PostKey): SavedPost | null {
  return useRemembered(nameOfSaved(postKey), async db => (await getSaved(db, postKey)) ?? null) ?? null
}

interface Reading {
  subscribe: (onChange: () => void) => () => void
  has: (key: PostKey) => boolean
}

/** One for all cards of an account: with a query for each, every one of them would take down every change (src/README.md). */
const readings = new WeakMap<AccountDb, Reading>()

function readingOf(db: AccountDb): Reading {
  const known = readings.get(db)
  if (known) return known
  const listeners = new Set<() => void>()
  let keys: ReadonlySet<PostKey> | undefined
  let stop: (() => void) | undefined
  const tell = (now: ReadonlySet<PostKey>): void => {
    keys = now
    for (const listener of listeners) listener()
  }
  const reading: Reading = {
    subscribe(onChange) {
      listeners.add(onChange)
      stop ??= watchSaved(db, tell)
      return () => {
        listeners.delete(onChange)
        if (listeners.size > 0) return
        stop?.()
        stop = undefined
      }
    },
    has: key => (keys ? keys.has(key) : recall(db, nameOfSaved(key)) != null),
  }
  readings.set(db, reading)
  return reading
}

/** Whether a post is saved; not so until that is known. */
export function useIsSaved(postKey: PostKey): boolean {
  const { subscribe, has } = readingOf(useDb())
  return useSyncExternalStore(subscribe, () => has(postKey))
}
