import type { ReaderList, ViewSettings } from '#model/record.ts'
import type { FeedView } from '#storage/posts.ts'
import { followedTags, hasRecordsHereOnly, readerLists, recordValue } from '#storage/records.ts'
import { useRemembered } from './use-remembered.ts'

/** The reader's own lists, by name; undefined until they are read. */
export function useReaderLists(): (ReaderList & { id: string })[] | undefined {
  return useRemembered('reader lists', readerLists)
}

/** One of them; null where there is none. */
export function useReaderList(id: string): ReaderList | null | undefined {
  return useRemembered(`reader list ${id}`, async db => (await recordValue(db, 'list', id)) ?? null)
}

/** Tags the reader follows; undefined until they are read. */
export function useFollowedTags(): string[] | undefined {
  return useRemembered('followed tags', followedTags)
}

/** What a view shows; everything unless its reader said otherwise. */
export function useViewSettings(view: FeedView): ViewSettings {
  return useRemembered(`settings of ${view}`, db => recordValue(db, 'view', view)) ?? { reposts: true, replies: true }
}

/** Whether lists and the like are on this device only, since the server keeps nothing private. */
export function useAreListsHereOnly(): boolean {
  return useRemembered('records here only', hasRecordsHereOnly) === true
}
