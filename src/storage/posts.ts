import { Dexie } from 'dexie'
import type { BareJid } from '#shared/jid.ts'
import type { NodeKey, PostKey } from '#model/keys.ts'
import type { Post } from '#model/post.ts'
import type { AccountDb } from './schema.ts'

export type FeedView = 'all' | 'people' | 'communities'

/** One line of a list: enough to place it, the card reads the rest itself. */
export interface FeedRow {
  key: PostKey
  sortAt: number
}

const FIRST_PLACE = 0

/** Only keys of the index are read, so that a change inside a post does not run the list again. */
async function rowsOf(collection: ReturnType<typeof rangeOf>, limit: number): Promise<FeedRow[]> {
  const rows: FeedRow[] = []
  await collection
    .reverse()
    .limit(limit)
    .eachKey((key, cursor) => {
      const parts = key as unknown as number[]
      rows.push({ key: cursor.primaryKey, sortAt: parts.at(-1) ?? 0 })
    })
  return rows
}

function rangeOf(db: AccountDb, view: FeedView, above: number, upTo: number | undefined) {
  const top = upTo ?? Dexie.maxKey
  if (view === 'all') return db.posts.where('[inFeed+sortAt]').between([1, above], [1, top], false, true)
  const kind = view === 'people' ? 'person' : 'community'
  return db.posts.where('[feedKind+inFeed+sortAt]').between([kind, 1, above], [kind, 1, top], false, true)
}

/**
 * The home feed, newest first.
 * @param notNewerThan place of the newest post that is to be shown: what arrived above it waits behind the pill
 */
export function feedKeys(db: AccountDb, view: FeedView, limit: number, notNewerThan?: number): Promise<FeedRow[]> {
  return rowsOf(rangeOf(db, view, FIRST_PLACE, notNewerThan), limit)
}

/** What lies above a place, newest first. */
export function newerFeedKeys(db: AccountDb, view: FeedView, than: number, limit: number): Promise<FeedRow[]> {
  return rowsOf(rangeOf(db, view, than, undefined), limit)
}

export function getPost(db: AccountDb, key: PostKey): Promise<Post | undefined> {
  return db.posts.get(key)
}

/** Posts of one blog or community, newest first. */
export function nodePostKeys(db: AccountDb, nodeKey: NodeKey, limit: number): Promise<FeedRow[]> {
  const range = db.posts.where('[nodeKey+sortAt]').between([nodeKey, FIRST_PLACE], [nodeKey, Dexie.maxKey], false, true)
  return rowsOf(range, limit)
}

/** All stored posts of a node that are in its list. For the engine; a screen reads keys. */
export function postsOfNode(db: AccountDb, nodeKey: NodeKey): Promise<Post[]> {
  return db.posts.where('[nodeKey+sortAt]').between([nodeKey, FIRST_PLACE], [nodeKey, Dexie.maxKey], false, true).toArray()
}

/** Place of the oldest stored post of a blog or community; null when there is none. */
export async function oldestSortAt(db: AccountDb, nodeKey: NodeKey): Promise<number | null> {
  const range = db.posts.where('[nodeKey+sortAt]').between([nodeKey, FIRST_PLACE], [nodeKey, Dexie.maxKey], false, true)
  const [oldest] = (await range.limit(1).keys()) as unknown as [NodeKey, number][]
  return oldest?.[1] ?? null
}

/** Posts with a tag, newest first. */
export async function tagPostKeys(db: AccountDb, tag: string, limit: number): Promise<FeedRow[]> {
  const keys = await db.posts.where('tags').equals(tag).primaryKeys()
  const rows = (await db.posts.bulkGet(keys)).flatMap(post => (post && post.sortAt > 0 ? { key: post.key, sortAt: post.sortAt } : []))
  return rows.toSorted((one, other) => other.sortAt - one.sortAt).slice(0, limit)
}

/** The newest published posts of an author that can be commented on. */
export async function newestPostsOf(db: AccountDb, author: BareJid, limit: number): Promise<Post[]> {
  const keys = await db.posts.where('author').equals(author).primaryKeys()
  const posts = (await db.posts.bulkGet(keys)).flatMap(post => (post?.comments && post.state === 'published' ? [post] : []))
  return posts.toSorted((one, other) => other.sortAt - one.sortAt).slice(0, limit)
}
