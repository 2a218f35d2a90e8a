import type { Answer, Ask } from '#bridge/contract.ts'
import { KithError } from '#shared/errors.ts'
import { nodeKeyOf, parsePostKey } from '#model/keys.ts'
import type { EngineContext } from '../context.ts'
import { describeNode } from '../describe-node.ts'
import { fetchOlder } from '../fetch-items.ts'
import { fillGap, readNode } from '../read-node.ts'
import { arrivalTime, readPage, storePage } from '../store-page.ts'
import { getGap } from '#storage/store-gaps.ts'

/** Pages read when somebody presses the gap. */
const GAP_PAGES = 3

/** Describes a node and reads its newest page. Somebody who has no blog yet has an empty one. */
export async function openNode(context: EngineContext, { service, node }: Ask<'open-node'>): Promise<Answer<'open-node'>> {
  const address = { service, node }
  const [keys] = await Promise.all([readNode(context, address, 1, 'user'), describeNode(context, address, 'user')])
  const known = await context.db.nodes.get(nodeKeyOf(address))
  return { keys: keys.toReversed(), reachedEnd: known?.reachedEnd ?? false }
}

/** The page below what is stored. */
export async function olderPosts(context: EngineContext, { service, node }: Ask<'older-posts'>): Promise<Answer<'older-posts'>> {
  const address = { service, node }
  const key = nodeKeyOf(address)
  const known = await context.db.nodes.get(key)
  if (!known || known.readings === 0) return await openNode(context, address)
  if (known.reachedEnd || known.olderCursor === null) return { keys: [], reachedEnd: true }
  const paging = known.paging === 'yes' ? 'yes' : 'no'
  const stored = new Set((await storedIds(context, key)).filter(id => id !== known.olderCursor))
  const page = await fetchOlder(context, address, { cursor: known.olderCursor, paging, isKnown: id => stored.has(id) }, 'user')
  const read = readPage(address, page)
  const atEnd = page.cursor === null || page.cursor === known.olderCursor
  const { keys } = await context.inbox.commit(db =>
    storePage(context, db, address, read, {
      knownReading: 0,
      reading: known.readings,
      receivedAt: arrivalTime(context),
      learnt: { olderCursor: atEnd ? null : page.cursor, reachedEnd: atEnd, endIsLimit: atEnd && !page.complete },
    }),
  )
  return { keys: keys.toReversed(), reachedEnd: atEnd }
}

async function storedIds(context: EngineContext, nodeKey: string): Promise<string[]> {
  const range = context.db.posts.where('[nodeKey+sortAt]').between([nodeKey, 0], [nodeKey, Infinity])
  return (await range.primaryKeys()).flatMap(key => parsePostKey(key)?.itemId ?? [])
}

/** Reads into a gap. Filled: nothing of it is left. */
export async function fillNodeGap(context: EngineContext, { gapId }: Ask<'fill-node-gap'>): Promise<Answer<'fill-node-gap'>> {
  const gap = await getGap(context.db, gapId)
  if (!gap) return { filled: true }
  const node = await context.db.nodes.get(gap.nodeKey)
  if (!node) throw new KithError('not-found', 'the gap belongs to no known node')
  const address = { service: node.service, node: node.node }
  // The service gives no more of it, which the gap says itself.
  if (gap.cursor === null) return { filled: false }
  return { filled: await fillGap(context, address, gap, GAP_PAGES, 'user') }
}
