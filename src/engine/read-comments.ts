import type { Answer } from '#bridge/contract.ts'
import { postKeyOf } from '#model/keys.ts'
import type { Post } from '#model/post.ts'
import type { AccountDb } from '#storage/schema.ts'
import { retractCommentItem, storeComments, storedItemsOf } from '#storage/store-comments.ts'
import type { EngineContext } from './context.ts'
import { type CommentsDepth, feedState, touchesOf } from './feed-state.ts'
import { fetchNewest, fetchOlder, type ItemPage } from './fetch-items.ts'
import { noticing } from './notify-since.ts'
import { seenComment } from './seen-items.ts'
import { arrivalTime } from './store-page.ts'
import type { RequestOptions } from './session/session.ts'

/** As many as Movim asks for; the newest count. */
const FIRST_PAGE = 500
const OLDER_PAGE = 200
/** Pages that bring nothing new, as of an earlier session, are passed over; so many at a time. */
const MOST_PAGES = 5

export type CommentsRead = Answer<'open-comments'>
type Urgency = NonNullable<RequestOptions['urgency']>

/** Reads what stands under a post, the newest of it. `count`: how many comments and likes came. */
export async function readComments(context: EngineContext, post: Post, urgency: Urgency): Promise<CommentsRead> {
  if (!post.comments) return { count: 0, more: 'no' }
  const page = await fetchNewest(context, post.comments, urgency, FIRST_PAGE)
  const depth = enter(context, post, page)
  await storeItems(context, post, page, page.complete ? page : null)
  return { count: page.items.length, more: depth.more }
}

/** The page below what was read in this session. */
export async function readOlderComments(context: EngineContext, post: Post, urgency: Urgency): Promise<CommentsRead> {
  const { comments } = post
  if (!comments) return { count: 0, more: 'no' }
  const { comments: depths } = feedState(context)
  if (!depths.has(post.key)) await readComments(context, post, urgency)
  const depth = depths.get(post.key)
  if (!depth) return { count: 0, more: 'no' }
  let count = 0
  for (let left = MOST_PAGES; count === 0 && left > 0; left -= 1) {
    const { cursor, paging, seen } = depth
    if (cursor === null) break
    const page = await fetchOlder(context, comments, { cursor, paging, size: OLDER_PAGE, isKnown: id => seen.has(id) }, urgency)
    goDown(depth, page)
    const all = depth.more === 'no' ? { items: [...seen].map(id => ({ id })), askedAt: depth.askedAt } : null
    count += await storeItems(context, post, page, all)
  }
  return { count, more: depth.more }
}

/** The newest page was read. Where it joins what was read before in this session, that is as deep as it was. */
function enter(context: EngineContext, post: Post, page: ItemPage): CommentsDepth {
  const { comments: depths } = feedState(context)
  const known = depths.get(post.key)
  if (known && !page.complete && page.items.some(item => known.seen.has(item.id))) {
    for (const item of page.items) known.seen.add(item.id)
    return known
  }
  const fresh: CommentsDepth = { paging: page.paging, cursor: null, seen: new Set(), askedAt: page.askedAt, more: 'no' }
  goDown(fresh, page)
  depths.set(post.key, fresh)
  return fresh
}

function goDown(depth: CommentsDepth, page: ItemPage): void {
  for (const item of page.items) depth.seen.add(item.id)
  depth.cursor = page.cursor
  depth.more = page.complete ? 'no' : page.cursor === null ? 'limited' : 'yes'
}

/**
 * Stores a page.
 * @param all everything that the service holds, where that is known: what is stored and not among it is gone
 * @returns how many of the page were not here before
 */
async function storeItems(
  context: EngineContext,
  post: Post,
  { items, askedAt }: Pick<ItemPage, 'items' | 'askedAt'>,
  all: { items: readonly { id: string }[]; askedAt: number } | null,
): Promise<number> {
  const { comments } = post
  if (!comments) return 0
  const touches = touchesOf(context)
  const isCurrent = (itemId: string, since: number): boolean => !touches.touchedSince(postKeyOf({ ...comments, itemId }), since)
  const seen = items.flatMap(item => seenComment(comments, item) ?? []).filter(comment => isCurrent(comment.itemId, askedAt))
  const receivedAt = arrivalTime(context)
  return await context.inbox.commit(async db => {
    // What is gone goes first: somebody's second like counts once his first one does not.
    const there = new Set(all?.items.map(item => item.id))
    if (all) await dropMissing(context, db, post, itemId => there.has(itemId) || !isCurrent(itemId, all.askedAt))
    const before = new Set(await storedItemsOf(db, post.key))
    const refused = await storeComments(db, post, seen, { ...(await noticing(context, db, 'read')), receivedAt })
    for (const key of refused) context.note('comment changed by another author, kept as it was', { key })
    return seen.filter(comment => !before.has(comment.itemId)).length
  })
}

async function dropMissing({ account }: EngineContext, db: AccountDb, post: Post, isKept: (itemId: string) => boolean): Promise<void> {
  const waiting = await unsettledItems(db, post)
  for (const itemId of await storedItemsOf(db, post.key)) {
    if (!isKept(itemId) && !waiting.has(itemId)) await retractCommentItem(db, post, itemId, account)
  }
}

/** My own comments and likes that are still on their way: missing at the service is what they should be. */
async function unsettledItems(db: AccountDb, post: Post): Promise<Set<string>> {
  const rows = await db.outbox.where('lane').equals(`post:${post.key}`).toArray()
  return new Set(rows.flatMap(({ intent }) => (intent.kind === 'like-post' ? intent.itemId : [])))
}
