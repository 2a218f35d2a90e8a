import { type Collection, Dexie } from 'dexie'
import type { NodeKey, PostKey } from '#model/keys.ts'
import { isHidden } from '#model/place.ts'
import { normaliseTag } from '#model/tags.ts'
import type { Post } from '#model/post.ts'
import { type FeedView, rowsAround } from './posts.ts'
import { getSaved, savedBeside } from './saved.ts'
import type { AccountDb } from './schema.ts'
import { tagPlace, tagRange } from './tag-index.ts'

/** A list of posts, newest first. */
export type PostList =
  | { kind: 'feed'; view: FeedView }
  | { kind: 'saved' }
  | { kind: 'node'; nodeKey: NodeKey }
  /** However it is written. */
  | { kind: 'tag'; tag: string }

export interface Neighbours {
  /** Above it in the list. */
  previous: PostKey | null
  /** Below it. */
  next: PostKey | null
}

/** Posts of one moment are told apart by their keys; more than this at once are not stepped through. */
const SAME_MOMENT = 50

type Place = Pick<Post, 'key' | 'nodeKey' | 'sortAt' | 'inFeed' | 'feedKind' | 'tags'>

/**
 * What stands beside a post in the list it was opened from, or among the posts of its own node when it is not in that list.
 * @param notNewerThan place of the newest post the list shows
 */
export async function neighboursOf(db: AccountDb, post: Place, list: PostList | undefined, notNewerThan?: number): Promise<Neighbours> {
  if (list?.kind === 'saved' && (await getSaved(db, post.key))) return savedBeside(db, post.key)
  if (isHidden(post.sortAt)) return { previous: null, next: null }
  const tag = list?.kind === 'tag' ? normaliseTag(list.tag) : undefined
  if (tag !== undefined && post.tags.includes(tag)) return amongTagged(db, tag, post)
  const inView = list?.kind === 'feed' && post.inFeed === 1 ? await amongView(db, list.view, post, notNewerThan) : undefined
  if (inView) return inView
  return inIndex(db, '[nodeKey+sortAt]', [post.nodeKey], post)
}

async function amongTagged(db: AccountDb, tag: string, { key, sortAt }: Place): Promise<Neighbours> {
  const [lowest, highest] = tagRange(tag)
  const here = tagPlace(tag, sortAt)
  const above = db.posts.where('tagPlaces').between(here, highest)
  const below = db.posts.where('tagPlaces').between(lowest, here, true, true)
  return { previous: await beyond(above, key), next: await beyond(below.reverse(), key) }
}

/** Undefined where the view does not have the post. */
async function amongView(db: AccountDb, view: FeedView, post: Place, notNewerThan?: number): Promise<Neighbours | undefined> {
  const newest = notNewerThan === undefined || notNewerThan < post.sortAt ? undefined : notNewerThan
  const rows = await rowsAround(db, view, post.sortAt, SAME_MOMENT, newest)
  const at = rows.findIndex(({ key }) => key === post.key)
  return at < 0 ? undefined : { previous: rows[at - 1]?.key ?? null, next: rows[at + 1]?.key ?? null }
}

async function inIndex(db: AccountDb, index: string, prefix: unknown[], post: Place, notNewerThan?: number): Promise<Neighbours> {
  const newest = notNewerThan === undefined || notNewerThan < post.sortAt ? Dexie.maxKey : notNewerThan
  const above = db.posts.where(index).between([...prefix, post.sortAt], [...prefix, newest], true, true)
  const below = db.posts.where(index).between([...prefix, 0], [...prefix, post.sortAt], false, true)
  return { previous: await beyond(above, post.key), next: await beyond(below.reverse(), post.key) }
}

/** Keys only: a change inside a post does not ask again. */
async function beyond(range: Collection<Post, PostKey>, key: PostKey): Promise<PostKey | null> {
  const keys = await range.limit(SAME_MOMENT).primaryKeys()
  return keys[keys.indexOf(key) + 1] ?? null
}
