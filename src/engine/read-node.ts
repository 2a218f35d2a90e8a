import { KithError } from '#shared/errors.ts'
import { type NodeAddress, nodeKeyOf, type PostKey } from '#model/keys.ts'
import type { FeedNode, NodeGap } from '#model/node.ts'
import { APART } from '#model/post.ts'
import { addGap, closeGap, newestOfReadings, shrinkGap } from '#storage/store-gaps.ts'
import { updateNode } from '#storage/store-nodes.ts'
import { publishedBetween, retractPost } from '#storage/store-posts.ts'
import type { EngineContext } from './context.ts'
import { feedState, touchesOf } from './feed-state.ts'
import { fetchByIds, fetchNewest, fetchOlder, type ItemPage, PAGE_SIZE } from './fetch-items.ts'
import type { RequestOptions } from './session/session.ts'
import { arrivalTime, readPage, storePage, type StoredPage } from './store-page.ts'

type Urgency = NonNullable<RequestOptions['urgency']>

interface Newest {
  stored: StoredPage
  gap: NodeGap | null
}

/**
 * Reads a node's newest page and, where it does not meet what is stored, up to `pages` in all. What is still missing then is a gap: a
 * row, drawn, to be filled on demand. The gap is written together with the page above it, so that being cut off in between loses nothing.
 * @returns keys of the newest page, oldest first
 */
export async function readNode(
  context: EngineContext,
  address: NodeAddress,
  pages: number,
  urgency: Urgency,
  abort?: AbortSignal,
): Promise<PostKey[]> {
  const page = await fetchHealthy(context, address, urgency)
  const { stored, gap } = await storeNewest(context, address, page)
  feedState(context).caughtUp.add(nodeKeyOf(address))
  if (gap) await fillGap(context, address, gap, pages - 1, urgency, abort)
  await dropMissing(context, address, page, stored, urgency)
  return stored.keys
}

/** Told apart for the person: gone is not the same as no longer allowed. Prosody says forbidden for both (servers.md §4). */
async function fetchHealthy(context: EngineContext, address: NodeAddress, urgency: Urgency): Promise<ItemPage> {
  try {
    return await fetchNewest(context, address, urgency)
  } catch (error) {
    if (error instanceof KithError && (error.kind === 'not-found' || error.kind === 'forbidden')) {
      const health = error.kind === 'forbidden' ? 'forbidden' : 'gone'
      await context.inbox.commit(async db => {
        const known = await db.nodes.get(nodeKeyOf(address))
        // Never seen: somebody who has not written anything yet.
        if (known && (known.readings > 0 || health === 'forbidden')) await updateNode(db, address, { health })
      })
    }
    throw error
  }
}

async function storeNewest(context: EngineContext, address: NodeAddress, page: ItemPage): Promise<Newest> {
  const read = readPage(address, page)
  const receivedAt = arrivalTime(context)
  return await context.inbox.commit(async db => {
    const key = nodeKeyOf(address)
    const knownReading = (await db.nodes.get(key))?.readings ?? 0
    const isFirst = knownReading === 0
    const below = isFirst || page.complete ? null : await newestOfReadings(db, key, knownReading)
    const reading = knownReading + 1
    const start: Partial<FeedNode> = isFirst ? { olderCursor: page.cursor, reachedEnd: page.complete } : {}
    const learnt: Partial<FeedNode> = { ...start, paging: page.paging, health: 'ok', caughtUpAt: context.now(), readings: reading }
    const stored = await storePage(context, db, address, read, { knownReading, reading, receivedAt, learnt })
    if (isFirst || page.complete || stored.joins || !stored.edge) return { stored, gap: null }
    const { key: newerKey, sortAt } = stored.edge
    return { stored, gap: await addGap(db, { nodeKey: key, newerKey, olderKey: below, sortAt, cursor: page.cursor, knownReading }) }
  })
}

/** Reads into a gap from above. @returns whether it is closed now */
export async function fillGap(
  context: EngineContext,
  address: NodeAddress,
  gap: NodeGap,
  pages: number,
  urgency: Urgency,
  abort?: AbortSignal,
): Promise<boolean> {
  const mayGoOn = (): boolean => abort?.aborted !== true
  let cursor = gap.cursor
  for (let left = pages; left > 0 && cursor !== null && mayGoOn(); left -= 1) {
    const paging = (await context.db.nodes.get(gap.nodeKey))?.paging === 'yes' ? 'yes' : 'no'
    const page = await fetchOlder(context, address, { cursor, paging }, urgency)
    if (await storeIntoGap(context, address, gap, page)) return true
    if (page.cursor === cursor) break
    cursor = page.cursor
  }
  return false
}

async function storeIntoGap(context: EngineContext, address: NodeAddress, gap: NodeGap, page: ItemPage): Promise<boolean> {
  const read = readPage(address, page)
  const { id, knownReading } = gap
  return await context.inbox.commit(async db => {
    const reading = (await db.nodes.get(gap.nodeKey))?.readings ?? APART
    const stored = await storePage(context, db, address, read, { knownReading, reading, receivedAt: arrivalTime(context) })
    if (id === undefined) return false
    if (stored.joins || page.complete) {
      await closeGap(db, id)
      return true
    }
    const edge = stored.edge ? { newerKey: stored.edge.key, sortAt: stored.edge.sortAt } : {}
    if (stored.edge || page.limited) await shrinkGap(db, id, { ...edge, cursor: page.cursor })
    return false
  })
}

/**
 * Posts that are stored between two of the page and missing in it were probably deleted while we were away. Probably is not enough:
 * the service is asked for them by id, and only what it does not have then goes.
 */
async function dropMissing(
  context: EngineContext,
  address: NodeAddress,
  page: ItemPage,
  stored: StoredPage,
  urgency: Urgency,
): Promise<void> {
  if (!stored.oldest || (!stored.joins && !page.complete)) return
  const seen = new Set(page.items.map(item => item.id))
  const touches = touchesOf(context)
  const { sortAt } = stored.oldest
  const candidates = await publishedBetween(context.db, nodeKeyOf(address), sortAt, 3 * PAGE_SIZE)
  const missing = candidates.filter(post => !seen.has(post.itemId) && !touches.touchedSince(post.key, page.askedAt)).slice(0, PAGE_SIZE)
  if (missing.length === 0) return
  const answer = await fetchByIds(
    context,
    address,
    missing.map(post => post.itemId),
    urgency,
  )
  const there = new Set(answer.items.map(item => item.id))
  await context.inbox.commit(async db => {
    for (const { itemId, key } of missing) {
      if (!there.has(itemId) && !touches.touchedSince(key, answer.askedAt)) await retractPost(db, key, context.account)
    }
  })
}
