import { KithError } from '#shared/errors.ts'
import { allNodeGaps } from '#storage/nodes.ts'
import type { EngineContext } from '../context.ts'
import { fillGap } from '../read-node.ts'

/** Of one gap in one session: who was away for years reads on when they come there. */
const MOST_PAGES = 100

/**
 * What is still missing of the feed, quietly: the newest stretch first, one page at a time, when everything else was read. Each page
 * moves its gap in its own transaction, so that being cut off loses nothing.
 * @throws KithError `offline`
 */
export async function fillGaps(context: EngineContext, abort: AbortSignal): Promise<void> {
  const { account, db, note } = context
  for (const gap of await allNodeGaps(db)) {
    if (abort.aborted) return
    const node = await db.nodes.get(gap.nodeKey)
    if (!node || (node.followed !== 1 && node.service !== account)) continue
    try {
      await fillGap(context, { service: node.service, node: node.node }, gap, MOST_PAGES, 'background', abort)
    } catch (error) {
      if (!(error instanceof KithError) || error.kind === 'offline') throw error
      note('gap not filled', { node: node.node, condition: error.condition })
    }
  }
}
