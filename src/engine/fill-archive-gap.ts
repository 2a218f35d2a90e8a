import type { ArchiveGap } from '#model/message.ts'
import { fetchArchivePage } from './archive-query.ts'
import type { EngineContext } from './context.ts'
import { storeArchivePage } from './store-archive-page.ts'

/**
 * One page of a gap, from its newer edge downwards. The gap shrinks, or goes, in the transaction that stores the page.
 * @returns closed: nothing is missing any more between its edges
 * @throws KithError `not-found` when the archive no longer knows the edge: the gap stays
 */
export async function fillArchiveGap(
  context: EngineContext,
  gapId: number,
  urgency: 'user' | 'background',
): Promise<{ closed: boolean; fetched: number }> {
  const gap = await context.db.archiveGaps.get(gapId)
  if (!gap) return { closed: true, fetched: 0 }
  const page = await fetchArchivePage(context, { page: { before: gap.newerId }, urgency, ...(gap.with && { with: gap.with }) })
  const { account, inbox } = context
  return inbox.commit(async db => {
    const current = await db.archiveGaps.get(gapId)
    // Another page of the same gap came first.
    if (!current || current.newerId !== gap.newerId) return { closed: !current, fetched: 0 }
    // A server that does not know the edge starts anywhere: what lies above it is not of this gap.
    const below = page.results.slice(0, edgeOf(page.results, gap))
    const seam = below.findIndex(result => result.archiveId === gap.olderId)
    const fresh = below.slice(seam + 1)
    const closed = seam >= 0 || page.complete
    const place = { account, floor: gap.olderOrder, ceiling: gap.newerOrder, apart: { below: !closed } }
    const orders = await storeArchivePage(db, fresh, { ...place, as: 'unread' })
    const [first, firstOrder] = [fresh[0], orders[0]]
    if (closed) await db.archiveGaps.delete(gapId)
    else if (first && firstOrder !== undefined) await db.archiveGaps.update(gapId, { newerId: first.archiveId, newerOrder: firstOrder })
    return { closed, fetched: fresh.length }
  })
}

function edgeOf(results: readonly { archiveId: string }[], gap: ArchiveGap): number {
  const edge = results.findIndex(result => result.archiveId === gap.newerId)
  return edge < 0 ? results.length : edge
}
