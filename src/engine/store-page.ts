import type { PubsubItem } from '#protocol/xep0060-pubsub.ts'
import { type NodeAddress, nodeKeyOf, type PostKey, postKeyOf } from '#model/keys.ts'
import type { FeedNode } from '#model/node.ts'
import type { SeenPost } from '#model/post-merge.ts'
import type { AccountDb } from '#storage/schema.ts'
import { updateNode } from '#storage/store-nodes.ts'
import { storePosts } from '#storage/store-posts.ts'
import type { EngineContext } from './context.ts'
import { touchesOf } from './feed-state.ts'
import { noticing } from './notify-since.ts'
import { seenPicture, seenPost } from './seen-items.ts'

export interface ReadPage {
  seen: SeenPost[]
  picture: string | null
  askedAt: number
}

interface Place {
  key: PostKey
  sortAt: number
}

export interface StoredPage {
  keys: PostKey[]
  /** The page's oldest post was here before and is unchanged, so nothing is missing between it and the page. */
  joins: boolean
  /** The oldest post of the page in the order of the service. */
  oldest: Place | null
  /** The lowest one that was not here before: a gap below the page is drawn under it. An edited old post may stand in the page too. */
  edge: Place | null
}

/** Where a page belongs among the readings of its node (model/node.ts). */
export interface Standing {
  /** Number the page's posts get. */
  reading: number
  /** Meeting a post of this reading or an earlier one means that nothing is missing. */
  knownReading: number
  receivedAt: number
  learnt?: Partial<FeedNode>
  /** It came by itself, and was not asked for. */
  isLive?: boolean
}

/** What a page means, worked out before any transaction is opened. */
export function readPage(address: NodeAddress, { items, askedAt }: { items: readonly PubsubItem[]; askedAt: number }): ReadPage {
  return { seen: items.flatMap(item => seenPost(address, item) ?? []), picture: seenPicture(items), askedAt }
}

/** Now, on the clock of the server: dates of posts are held against it. */
export function arrivalTime({ now, session }: EngineContext): number {
  return now() + session.clockOffset
}

/**
 * The oldest post of a page, not any of them, decides whether it joins: Prosody moves an edited post to the top, so a known one in the
 * middle of a page proves nothing about those below it.
 */
async function joinsKnown(db: AccountDb, first: SeenPost | undefined, knownReading: number): Promise<boolean> {
  const known = first && (await db.posts.get(postKeyOf(first)))
  return known !== undefined && known.reading <= knownReading && (known.before?.hash ?? known.hash) === first?.hash
}

/** Stores a page inside a transaction of the inbox. */
export async function storePage(
  context: EngineContext,
  db: AccountDb,
  address: NodeAddress,
  page: ReadPage,
  standing: Standing,
): Promise<StoredPage> {
  const { reading, knownReading, receivedAt, learnt = {}, isLive = false } = standing
  const touches = touchesOf(context)
  const keys = page.seen.map(postKeyOf)
  const joins = await joinsKnown(db, page.seen[0], knownReading)
  const current = page.seen.filter(post => !touches.touchedSince(postKeyOf(post), page.askedAt))
  const stored = await storePosts(db, address, current, {
    ...(await noticing(context, db, isLive ? 'live' : 'read')),
    receivedAt,
    reading,
  })
  for (const key of stored.refused) context.note('post changed by another author, kept as it was', { key })
  const picture = page.picture === null ? {} : { avatarUrl: page.picture }
  const wasEmptied = stored.fresh.length > 0 && (await db.nodes.get(nodeKeyOf(address)))?.emptied === true
  const now: Partial<FeedNode> = { ...learnt, ...picture, ...(wasEmptied && { emptied: false }) }
  if (Object.keys(now).length > 0) await updateNode(db, address, now)
  const rows = (await db.posts.bulkGet(keys)).flatMap(post => (post ? [{ key: post.key, sortAt: Math.abs(post.sortAt) }] : []))
  const unseen = new Set(stored.fresh)
  const lowest = rows.filter(row => unseen.has(row.key)).toSorted((one, other) => one.sortAt - other.sortAt)[0]
  return { keys, joins, oldest: rows[0] ?? null, edge: lowest ?? rows[0] ?? null }
}
