import { KithError } from '#shared/errors.ts'
import type { ArchiveGap } from '#model/message.ts'
import type { ArchiveCursor } from '#storage/schema.ts'
import { type ArchivePage, fetchArchivePage } from '../archive-query.ts'
import type { EngineContext } from '../context.ts'
import { fillArchiveGap } from '../fill-archive-gap.ts'
import { storeArchivePage } from '../store-archive-page.ts'
import { unsureFrom } from './look-back.ts'

/** Of an account that is new on this device so much is taken at once; the rest when somebody scrolls back to it. */
const FIRST_PAGES = 2
/** Against an archive that never ends: these are 200,000 messages, the rest stays a gap that can be filled by hand. */
const MOST_PAGES = 2000

/** Before anything can come live: from here on live messages do not move the cursor until the archive has been read (rule of order). */
export async function holdArchiveCursor({ account, inbox }: EngineContext): Promise<void> {
  await inbox.commit(async db => {
    const cursor = await db.archiveCursors.get(account)
    if (cursor) await db.archiveCursors.put({ ...cursor, live: 0 })
  })
}

/** What the reading waits for, and what waits for it. */
export interface ArchiveMoments {
  /** The cursor is held, so that the page may be stored. */
  held: Promise<void>
  /** Copies are on and the server was told that we are there: what is said from now on comes live. */
  there: Promise<unknown>
  /** Everything up to now is stored: whatever of ours is in it is known to have arrived, and what is sent now stands behind it. */
  onNewest: () => void
}

/**
 * What was missed, for all conversations at once: the newest page first, so that it is on screen, then downwards to what is known.
 * What lies between is a gap, a row from the moment it is known, and every page moves it in its own transaction: a cut anywhere
 * leaves a smaller gap and nothing else. The first question leaves at once: until all contacts were told that we are there, a server
 * answers nothing else (RFC 6120 §10.1: in order; it took Prosody 8 s for 2,000 of its own).
 */
export async function catchUpArchive(context: EngineContext, abort: AbortSignal, { held, there, onNewest }: ArchiveMoments): Promise<void> {
  const { account, db } = context
  const [page] = await Promise.all([fetchArchivePage(context, { page: { before: '' }, urgency: 'user' }), held])
  if (abort.aborted) return
  const known = await db.archiveCursors.get(account)
  const newestFrom = await storeNewest(context, page, known)
  await there
  await readOn(context, abort)
  if (abort.aborted) return
  onNewest()
  if (!known && !page.complete) await fetchFirstHistory(context, page, newestFrom, abort)
  await fillGaps(context, abort)
}

/**
 * Stores the newest page, moves the cursor to its end and, where it does not reach what is known, writes the gap.
 * @returns the place of its first result
 */
async function storeNewest(
  { account, inbox }: EngineContext,
  { results, complete }: ArchivePage,
  known: ArchiveCursor | undefined,
): Promise<number> {
  return await inbox.commit(async db => {
    const seam = known ? results.findIndex(result => result.archiveId === known.newestId) : -1
    const fresh = results.slice(seam + 1)
    const floor = known?.newestOrder ?? -Infinity
    const isApart = known !== undefined && seam < 0 && !complete
    const place = { account, floor, ceiling: Infinity, apart: { below: isApart } }
    const orders = await storeArchivePage(db, fresh, { ...place, as: known ? 'unread' : 'read' })
    const [first, last, firstOrder, lastOrder] = [fresh[0], fresh.at(-1), orders[0], orders.at(-1)]
    if (!first || !last || firstOrder === undefined || lastOrder === undefined) {
      // An empty archive is known too: whatever comes into it from here on is new.
      await db.archiveCursors.put(known ?? { archive: account, newestId: '', newestOrder: 0, live: 0 })
      return Infinity
    }
    await db.archiveCursors.put({ ...known, archive: account, newestId: last.archiveId, newestOrder: lastOrder, live: 0 })
    if (isApart)
      await db.archiveGaps.add({
        archive: account,
        olderId: known.newestId,
        newerId: first.archiveId,
        olderOrder: floor,
        newerOrder: firstOrder,
      })
    return firstOrder
  })
}

/**
 * What was archived between the newest page and our being there came by neither way. Only when that is stored may live messages move
 * the cursor.
 */
async function readOn(context: EngineContext, abort: AbortSignal): Promise<void> {
  const unsureAt = unsureFrom(context)
  for (let pages = 0, isEnd = false; !isEnd && pages < MOST_PAGES && !abort.aborted; pages += 1) isEnd = await readNext(context, unsureAt)
}

/** @returns whether nothing lies behind it */
async function readNext(context: EngineContext, unsureAt: number): Promise<boolean> {
  const { account, db, inbox } = context
  const newestId = (await db.archiveCursors.get(account))?.newestId ?? ''
  const { results, complete } = await fetchArchivePage(context, {
    page: newestId === '' ? { before: '' } : { after: newestId },
    urgency: 'user',
  })
  const isEnd = complete || results.length === 0
  await inbox.commit(async db => {
    const cursor = await db.archiveCursors.get(account)
    if (!cursor || cursor.newestId !== newestId) return
    // A server that minds no `after` gives what lies before it as well.
    const fresh = results.slice(results.findIndex(result => result.archiveId === newestId) + 1)
    const floor = newestId === '' ? -Infinity : cursor.newestOrder
    const orders = await storeArchivePage(db, fresh, { account, floor, ceiling: Infinity, as: 'unread' })
    const last = fresh.at(-1)
    const moved = last && { newestId: last.archiveId, newestOrder: orders.at(-1) ?? cursor.newestOrder }
    await db.archiveCursors.put({ ...cursor, ...moved, live: isEnd ? 1 : 0, unsureAt: cursor.unsureAt ?? unsureAt })
  })
  return isEnd
}

/** @param from the place of the first result of the newest page */
async function fetchFirstHistory(context: EngineContext, newest: ArchivePage, from: number, abort: AbortSignal): Promise<void> {
  let oldest = newest.results[0]
  let ceiling = from
  for (let count = 1; count < FIRST_PAGES && oldest && !abort.aborted; count += 1) {
    const page = await fetchArchivePage(context, { page: { before: oldest.archiveId } })
    const { account, inbox } = context
    const place = { account, floor: -Infinity, ceiling, as: 'read' } as const
    const orders = await inbox.commit(db => storeArchivePage(db, page.results, place))
    ceiling = orders[0] ?? ceiling
    if (page.complete) return
    oldest = page.results[0]
  }
}

/** Gaps of the whole archive, of earlier times and of now, the newest first; those of one conversation wait for their reader. Each is left as it is when its filling fails. */
async function fillGaps(context: EngineContext, abort: AbortSignal): Promise<void> {
  const { account, db } = context
  const gaps = (await db.archiveGaps.where('archive').equals(account).toArray()).filter(gap => gap.olderId !== null && !gap.with)
  let done = 0
  for (const gap of gaps.sort((a, b) => b.newerOrder - a.newerOrder)) {
    await fillWhole(context, gap, abort, fetched => {
      done += fetched
      context.signal({ kind: 'catch-up', phase: 'archive', done, total: null })
    })
    if (abort.aborted) return
  }
}

async function fillWhole(context: EngineContext, gap: ArchiveGap, abort: AbortSignal, onPage: (fetched: number) => void): Promise<void> {
  for (let pages = 0; pages < MOST_PAGES && gap.id !== undefined && !abort.aborted; pages += 1) {
    try {
      const { closed, fetched } = await fillArchiveGap(context, gap.id, 'background')
      onPage(fetched)
      if (closed || fetched === 0) return
    } catch (error) {
      if (error instanceof KithError && error.kind !== 'offline') {
        context.note('gap stays', { condition: error.condition })
        return
      }
      throw error
    }
  }
}
