import type { PostKey } from '#model/keys.ts'
import type { SavedPost } from '#model/saved-post.ts'
import { getSaved } from '#storage/saved.ts'
import { useRemembered } from './use-remembered.ts'

/** Under which name it is remembered whether a post is saved. */
export function nameOfSaved(key: PostKey): string {
  return `saved ${key}`
}

/** Null when it is not saved, and until that is known. */
export function useSaved(postKey: PostKey): SavedPost | null {
  return useRemembered(nameOfSaved(postKey), async db => (await getSaved(db, postKey)) ?? null) ?? null
}
