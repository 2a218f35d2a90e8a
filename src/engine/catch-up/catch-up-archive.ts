import { KithError } from '#shared/errors.ts'
import type { ArchiveGap } from '#model/message.ts'
import type { ArchiveCursor } from '#storage/schema.ts'
import { type ArchivePage, fetchArchivePage } from '../archive-query.ts'
import type { EngineContext } from '../context.ts'
import { fillArchiveGap } from '../fill-archive-gap.ts'
import { storeArchivePage } from '../store-archive-page.ts'

/** Of an account that is new on this device so much is taken at once; the rest when somebody scrolls back to it. */
const FIRST_PAGES = 2

/** Before anything can come live: from here on live messages do not move the cursor until the archive has been read (rule of order). */
export async function holdArchiveCursor({ account, inbox }: EngineContext): Promise<void> {
  await inbox.commit(async db => {
    const cursor = await db.archiveCursors.get(account)
    if (cursor) await db.archiveCursors.put({ ...cursor, live: 0 })
  })
}

/**
 * What was missed, for all conversations at once: the newest page first, so that it is on screen, then downwards to what is known.
 * What lies between is a gap, a row from the moment it is known, and every page moves it in its own transaction: a cut anywhere
 * leaves a smaller gap and nothing else.
 * @param onNewest the newest page is stored: whatever of ours is in it is known to have arrived, and what is sent now stands behind it
 */
export async function catchUpArchive(context: EngineContext, abort: AbortSignal, onNewest: () => void): Promise<void> {
  const { account, db } = context
  const known = await db.archiveCursors.get(account)
  const page = await fetchArchivePage(context, { page: { before: '' } })
  if (abort.aborted) return
  await storeNewest(context, page, known)
  onNewest()
  if (!known && !page.complete) await fetchFirstHistory(context, page, abort)
  await fillGaps(context, abort)
}

/** Stores the newest page, moves the cursor to its end and, where it does not reach what is known, writes the gap. */
async function storeNewest(
  { account, inbox }: EngineContext,
  { results, complete }: ArchivePage,
  known: ArchiveCursor | undefined,
): Promise<void> {
  await inbox.commit(async db => {
    const seam = known ? results.findIndex(result => result.archiveId === known.newestId) : -1
    const fresh = results.slice(seam + 1)
    const floor = known?.newestOrder ?? -Infinity
    const orders = await storeArchivePage(db, fresh, { floor, ceiling: Infinity, as: known ? 'unread' : 'read' })
    const [first, last, firstOrder, lastOrder] = [fresh[0], fresh.at(-1), orders[0], orders.at(-1)]
    if (!first || !last || firstOrder === undefined || lastOrder === undefined) {
      // An empty archive is known too: whatever comes into it from here on is new.
      await db.archiveCursors.put({ ...(known ?? { archive: account, newestId: '', newestOrder: 0 }), live: 1 })
      return
    }
    await db.archiveCursors.put({ archive: account, newestId: last.archiveId, newestOrder: lastOrder, live: 1 })
    if (known && seam < 0 && !complete)
      await db.archiveGaps.add({
        archive: account,
        olderId: known.newestId,
        newerId: first.archiveId,
        olderOrder: floor,
        newerOrder: firstOrder,
      })
  })
}

async function fetchFirstHistory(context: EngineContext, newest: ArchivePage, abort: AbortSignal): Promise<void> {
  let oldest = newest.results[0]
  for (let count = 1; count < FIRST_PAGES && oldest && !abort.aborted; count += 1) {
    const page = await fetchArchivePage(context, { page: { before: oldest.archiveId } })
    const ceiling = await context.db.messages.orderBy('order').first()
    await context.inbox.commit(db =>
      storeArchivePage(db, page.results, { floor: -Infinity, ceiling: ceiling?.order ?? Infinity, as: 'read' }),
    )
    if (page.complete) return
    oldest = page.results[0]
  }
}

/** Gaps of earlier times and of now, the newest first. Each is left as it is when its filling fails. */
async function fillGaps(context: EngineContext, abort: AbortSignal): Promise<void> {
  const { account, db } = context
  const gaps = (await db.archiveGaps.where('archive').equals(account).toArray()).filter(gap => gap.olderId !== null)
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
  // Against an archive that never ends: 500 pages are 50,000 messages, the rest stays a gap that can be filled by hand.
  for (let pages = 0; pages < 500 && gap.id !== undefined && !abort.aborted; pages += 1) {
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
