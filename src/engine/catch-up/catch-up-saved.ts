import type { PubsubItem } from '#protocol/xep0060-pubsub.ts'
import { KithError } from '#shared/errors.ts'
import type { SavedPost } from '#model/saved-post.ts'
import { savedInList, saveSeen, unsaveSeen } from '#storage/saved.ts'
import type { EngineContext } from '../context.ts'
import { touchesOf } from '../feed-state.ts'
import { fetchNewest, fetchOlder } from '../fetch-items.ts'
import { entryKey, savedList, seenEntry } from '../saved-list.ts'

const PAGE = 100
const MOST_SAVED = 2000

interface List {
  items: PubsubItem[]
  /** All of it was read. */
  complete: boolean
  askedAt: number
}

/**
 * What other devices of mine saved and took out meanwhile: the private list is the truth. What this device has not told yet stays as it
 * is, and so does what only the server may have dropped, since it keeps no more than so many items.
 */
export async function catchUpSaved(context: EngineContext): Promise<void> {
  const list = await readList(context)
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

/** Servers keep a hundred items at least; from a list this long the oldest ones may have fallen out by themselves. */
function mayBeCut({ savedAt }: SavedPost, entries: readonly { savedAt: number }[]): boolean {
  return entries.length >= PAGE && entries.every(entry => entry.savedAt > savedAt)
}

/** Undefined when there is none yet or the server does not tell: nothing is concluded from that. */
async function readList(context: EngineContext): Promise<List | undefined> {
  try {
    let page = await fetchNewest(context, savedList(context), 'background', PAGE)
    const { askedAt } = page
    const items = [...page.items]
    while (page.cursor !== null && page.items.length > 0 && items.length < MOST_SAVED) {
      page = await fetchOlder(context, savedList(context), { cursor: page.cursor, paging: page.paging, size: PAGE }, 'background')
      items.unshift(...page.items)
    }
    return { items, complete: page.complete, askedAt }
  } catch (error) {
    if (!(error instanceof KithError)) throw error
    if (error.kind !== 'not-found') context.note('saved posts not read', { condition: error.condition })
    return undefined
  }
}
