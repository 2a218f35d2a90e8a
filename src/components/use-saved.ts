import { useSyncExternalStore } from 'react'
import type { PostKey } from '#model/keys.ts'
import type { SavedPost } from '#model/saved-post.ts'
import { getSaved, watchSaved } from '#storage/saved.ts'
import { useDb } from './account-context.tsx'
import { sharedReading } from './shared-reading.ts'
import { recall, useRemembered } from './use-remembered.ts'

/** Under which name it is remembered whether a post is saved. */
export function nameOfSaved(key: PostKey): string {
  return `saved ${key}`
}

/** What its list knows of a saved post; null when it is not saved, and until that is known. */
export function useSaved(postKey: PostKey): SavedPost | null {
  return useRemembered(nameOfSaved(postKey), async db => (await getSaved(db, postKey)) ?? null) ?? null
}

const readingOf = sharedReading(watchSaved)

/** Whether a post is saved; not so until that is known. */
export function useIsSaved(postKey: PostKey): boolean {
  const db = useDb()
  const { subscribe, current } = readingOf(db)
  return useSyncExternalStore(subscribe, () => current()?.has(postKey) ?? recall(db, nameOfSaved(postKey)) != null)
}
