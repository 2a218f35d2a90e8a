import { dropSeenRecord, recordsIn, storeSeenRecord } from '#storage/records.ts'
import type { EngineContext } from '../context.ts'
import { touchesOf } from '../feed-state.ts'
import { readPrivateList, SURELY_KEPT } from '../read-private-list.ts'
import { recordItemKey, recordsAddress, seenRecord } from '../records.ts'

/** What my other devices changed meanwhile. What this one has not told yet stays as it is, unless theirs is the later change. */
export async function catchUpRecords(context: EngineContext): Promise<void> {
  const list = await readPrivateList(context, recordsAddress(context))
  if (!list) return
  const touches = touchesOf(context)
  const isOlderNews = (key: string): boolean => touches.touchedSince(recordItemKey(context, key), list.askedAt)
  const records = list.items.flatMap(item => seenRecord(item) ?? [])
  const there = new Set(list.items.map(({ id }) => id))
  await context.inbox.commit(async db => {
    for (const record of records) if (!isOlderNews(record.key)) await storeSeenRecord(db, record)
    // From a list this long the oldest may have fallen out by themselves.
    if (!list.complete || list.items.length >= SURELY_KEPT) return
    for (const { key } of await recordsIn(db, 'settled')) if (!there.has(key) && !isOlderNews(key)) await dropSeenRecord(db, key)
  })
}
