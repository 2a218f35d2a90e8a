import type { PubsubItem } from '#protocol/xep0060-pubsub.ts'
import { type NodeAddress, nodeKeyOf, postKeyOf } from '#model/keys.ts'
import { BLOG_NODE } from '#model/post.ts'
import { updateNode } from '#storage/store-nodes.ts'
import { retractPost, retractPostsOf } from '#storage/store-posts.ts'
import type { EngineContext } from '../context.ts'
import { feedState, touchesOf } from '../feed-state.ts'
import { inBackground } from '../in-background.ts'
import { fetchByIds } from '../fetch-items.ts'
import { arrivalTime, readPage, storePage } from '../store-page.ts'
import type { ServiceEvent } from './on-pubsub-event.ts'

/** Somebody posted, changed or took back something in a blog or community. Only what I follow, and my own blog, may say so. */
export async function onFeedEvent(context: EngineContext, { service, event, receivedAt }: ServiceEvent): Promise<void> {
  const address: NodeAddress = { service, node: event.node }
  const key = nodeKeyOf(address)
  const isMine = service === context.account && event.node === BLOG_NODE
  if (!isMine && (await context.db.nodes.get(key))?.followed !== 1) {
    context.note('event of a node that is not followed dropped', { service, node: event.node })
    return
  }
  switch (event.kind) {
    case 'items':
      await storeLive(context, address, event.items, event.retracted, receivedAt)
      break
    case 'purge':
      await context.inbox.commit(async db => {
        await retractPostsOf(db, key, context.account)
        await updateNode(db, address, { emptied: true })
      })
      break
    case 'delete':
      await context.inbox.commit(async db => void (await updateNode(db, address, { health: 'gone' })))
      break
    case 'configuration':
      // Who may read or write is asked again when the node is opened.
      break
  }
}

async function storeLive(
  context: EngineContext,
  address: NodeAddress,
  items: readonly PubsubItem[],
  retracted: readonly string[],
  receivedAt: number,
): Promise<void> {
  const touches = touchesOf(context)
  for (const itemId of [...items.map(item => item.id), ...retracted]) touches.touch(postKeyOf({ ...address, itemId }))
  const bare = items.filter(item => item.payload === undefined).map(item => item.id)
  // Not awaited: its answer comes over the same stream, behind this very message.
  if (bare.length > 0) inBackground(context, fetchNamed(context, address, bare), 'named items not fetched')
  await store(context, address, { items, askedAt: touches.now() }, retracted, receivedAt)
}

async function store(
  context: EngineContext,
  address: NodeAddress,
  page: Parameters<typeof readPage>[1],
  retracted: readonly string[],
  receivedAt: number,
): Promise<void> {
  const read = readPage(address, page)
  await context.inbox.commit(async db => {
    // What comes live joins what is stored only once the node was read in this session; before that a stretch may be missing.
    const readings = (await db.nodes.get(nodeKeyOf(address)))?.readings ?? 0
    const reading = feedState(context).caughtUp.has(nodeKeyOf(address)) ? readings : readings + 1
    await storePage(context, db, address, read, { knownReading: 0, reading, receivedAt, isLive: true })
    for (const itemId of retracted) await retractPost(db, postKeyOf({ ...address, itemId }), context.account)
  })
}

/** Notifications without payload (XEP-0060 §7.1.2.2). When this fails the next reading of the node brings them. */
async function fetchNamed(context: EngineContext, address: NodeAddress, ids: readonly string[]): Promise<void> {
  await store(context, address, await fetchByIds(context, address, ids.slice(0, 20), 'background'), [], arrivalTime(context))
}
