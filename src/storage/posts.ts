import { type Collection, Dexie } from 'dexie'
import type { BareJid } from '#shared/jid.ts'
import type { NodeKey, PostKey } from '#model/keys.ts'
import { POST_FORMS, type Post } from '#model/post.ts'
import { recordValue } from './records.ts'
import type { AccountDb } from './schema.ts'
import { placeIn, tagRange } from './tag-index.ts'

/** A view of the feed; `list:<id>` is one that its reader put together. */
export type FeedView = 'all' | 'people' | 'communities' | `list:${string}`

/** One line of a list: enough to place it, the card reads the rest itself. */
export interface FeedRow {
  key: PostKey
  sortAt: number
}

const FIRST_PLACE = 0

/** Only keys of the index are read, so that a change inside a post does not run the list again. */
async function rowsIn(collection: Collection<Post, PostKey>, limit: number): Promise<FeedRow[]> {
  const rows: FeedRow[] = []
  await collection.limit(limit).eachKey((key, cursor) => {
    const parts = key as unknown as number[]
    rows.push({ key: cursor.primaryKey, sortAt: parts.at(-1) ?? 0 })
  })
  return rows
}

/** The newest of them, newest first. */
function rowsOf(collection: Collection<Post, PostKey>, limit: number): Promise<FeedRow[]> {
  return rowsIn(collection.reverse(), limit)
}

/** Stretches of indexes that a view is made of, each in the order of time. */
type Stretches = readonly { index: string; prefix: readonly unknown[] }[]

/** What a view is made of by now: its settings and what is in a list are read in the same live query. */
async function stretchesOf(db: AccountDb, view: FeedView): Promise<Stretches> {
  const settings = await recordValue(db, 'view', view)
  const forms = POST_FORMS.filter(
    form => !(form === 'repost' && settings?.reposts === false) && !(form === 'reply' && settings?.replies === false),
  )
  const isWhole = forms.length === POST_FORMS.length
  if (isReaderList(view)) {
    const nodes = (await recordValue(db, 'list', view.slice(LIST.length)))?.nodes ?? []
    return nodes.flatMap(node => forms.map(form => ({ index: '[nodeKey+inFeed+form+sortAt]', prefix: [node, 1, form] })))
  }
  if (view === 'all' && isWhole) return [{ index: '[inFeed+sortAt]', prefix: [1] }]
  const kinds = view === 'all' ? ['person', 'community'] : [view === 'people' ? 'person' : 'community']
  if (isWhole) return kinds.map(kind => ({ index: '[feedKind+inFeed+sortAt]', prefix: [kind, 1] }))
  return kinds.flatMap(kind => forms.map(form => ({ index: '[feedKind+inFeed+form+sortAt]', prefix: [kind, 1, form] })))
}

const LIST = 'list:'

export function isReaderList(view: FeedView): view is `list:${string}` {
  return view.startsWith(LIST)
}

/**
 * The newest rows of several stretches. Of many of them only a share is read at first: none is likely to have all of the newest.
 * @param above not at this place · @param upTo at this place at most
 */
async function mergedRows(db: AccountDb, stretches: Stretches, limit: number, above: number, upTo?: number): Promise<FeedRow[]> {
  const [only] = stretches.length === 1 ? stretches : []
  const read = ({ index, prefix }: Stretches[number], count: number, top: unknown): Promise<FeedRow[]> =>
    rowsOf(db.posts.where(index).between([...prefix, above], [...prefix, top], false, true), count)
  if (only) return read(only, limit, upTo ?? Dexie.maxKey)
  const share = Math.ceil((2 * limit) / Math.max(1, stretches.length)) + 2
  const parts = await Promise.all(
    stretches.map(async stretch => ({ stretch, rows: await read(stretch, Math.min(limit, share), upTo ?? Dexie.maxKey) })),
  )
  const merge = (): FeedRow[] =>
    parts
      .flatMap(({ rows }) => rows)
      .toSorted(newestFirst)
      .slice(0, limit)
  const first = merge()
  const lowest = first.length < limit ? FIRST_PLACE : (first.at(-1)?.sortAt ?? FIRST_PLACE)
  // One whose share ended above the last row may have more that belongs here.
  const open = parts.filter(({ rows }) => rows.length >= share && rows.length < limit && (rows.at(-1)?.sortAt ?? 0) >= lowest)
  if (open.length === 0) return first
  await Promise.all(open.map(async part => void (part.rows = await read(part.stretch, limit, upTo ?? Dexie.maxKey))))
  return merge()
}

function newestFirst(one: FeedRow, other: FeedRow): number {
  return other.sortAt - one.sortAt || (one.key < other.key ? 1 : -1)
}

/**
 * A view of the feed, newest first.
 * @param notNewerThan place of the newest post that is to be shown: what arrived above it waits behind the pill
 */
export async function feedKeys(db: AccountDb, view: FeedView, limit: number, notNewerThan?: number): Promise<FeedRow[]> {
  return await mergedRows(db, await stretchesOf(db, view), limit, FIRST_PLACE, notNewerThan)
}

/** What lies above a place, newest first. */
export async function newerFeedKeys(db: AccountDb, view: FeedView, than: number, limit: number): Promise<FeedRow[]> {
  return await mergedRows(db, await stretchesOf(db, view), limit, than)
}

/** The rows of a view next to a place and at it, newest first. A list has many stretches: of each no more is read than can be the next. */
export async function rowsAround(
  db: AccountDb,
  view: FeedView,
  place: number,
  sameMoment: number,
  notNewerThan?: number,
): Promise<FeedRow[]> {
  const stretches = await stretchesOf(db, view)
  const parts = stretches.map(async ({ index, prefix }) => {
    const between = (low: number, high: unknown): Collection<Post, PostKey> =>
      db.posts.where(index).between([...prefix, low], [...prefix, high], false, true)
    const above = await rowsIn(between(place, notNewerThan ?? Dexie.maxKey), 1)
    const below = await rowsOf(between(FIRST_PLACE, place), 2)
    // Several of one moment: the next one may be behind all of them.
    const all = below.at(-1)?.sortAt === place ? await rowsOf(between(FIRST_PLACE, place), sameMoment) : below
    return [...above, ...all]
  })
  return (await Promise.all(parts)).flat().toSorted(newestFirst)
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

/** Posts with a tag, newest first: keys of one index, as in the other lists. */
export async function tagPostKeys(db: AccountDb, tag: string, limit: number): Promise<FeedRow[]> {
  const rows: FeedRow[] = []
  const range = db.posts.where('tagPlaces').between(...tagRange(tag))
  await range
    .reverse()
    .limit(limit)
    .eachKey((entry, cursor) => rows.push({ key: cursor.primaryKey, sortAt: placeIn(entry as string) }))
  return rows
}

/** The newest published posts of an author that can be commented on. */
export async function newestPostsOf(db: AccountDb, author: BareJid, limit: number): Promise<Post[]> {
  const keys = await db.posts.where('author').equals(author).primaryKeys()
  const posts = (await db.posts.bulkGet(keys)).flatMap(post => (post?.comments && post.state === 'published' ? [post] : []))
  return posts.toSorted((one, other) => other.sortAt - one.sortAt).slice(0, limit)
}
