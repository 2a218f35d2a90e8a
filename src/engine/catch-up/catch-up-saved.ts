import type { SavedPost } from '#model/saved-post.ts'
import { savedInList, saveSeen, unsaveSeen } from '#storage/saved.ts'
import type { EngineContext } from '../context.ts'
import { touchesOf } from '../feed-state.ts'
import { readPrivateList, SURELY_KEPT } from '../read-private-list.ts'
import { entryKey, savedList, seenEntry } from '../saved-list.ts'

/**
 * What other devices of mine saved and took out meanwhile: the private list is the truth. What this device has not told yet stays as it
 * is, and so does what only the server may have dropped, since it keeps no more than so many items.
 */
export async function catchUpSaved(context: EngineContext): Promise<void> {
  const list = await readPrivateList(context, savedList(context))
  if (!list) return
  const entries = list.items.flatMap(item => seenEntry(context, item) ?? [])
  const touches = touchesOf(context)
  const isOlderNews = (itemId: string | null): boolean => itemId !== null && touches.touchedSince(entryKey(context, itemId), list.askedAt)
  await context.inbox.commit(async db => {
    for (const entry of entries) if (!isOlderNews(entry.itemId)) await saveSeen(db, entry)
    if (!list.complete) return
    const there = new Set(entries.map(({ postKey }) => postKey))
    for (const saved of await savedInList(db)) {
      if (there.has(saved.postKey) || isOlderNews(saved.itemId) || mayBeCut(saved, entries)) continue
      await unsaveSeen(db, saved.postKey, context.account)
    }
  })
}

/** From a list this long the oldest ones may have fallen out by themselves. */
function mayBeCut({ savedAt }: SavedPost, entries: readonly { savedAt: number }[]): boolean {
  return entries.length >= SURELY_KEPT && entries.every(entry => entry.savedAt > savedAt)
}
