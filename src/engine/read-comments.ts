import { parseItems, buildItemsQuery } from '#protocol/xep0060-pubsub.ts'
import { parseResultSet } from '#protocol/xep0059-rsm.ts'
import { KithError } from '#shared/errors.ts'
import { postKeyOf } from '#model/keys.ts'
import type { Post } from '#model/post.ts'
import type { AccountDb } from '#storage/schema.ts'
import { retractCommentItem, storeComments, storedItemsOf } from '#storage/store-comments.ts'
import type { EngineContext } from './context.ts'
import { touchesOf } from './feed-state.ts'
import { notifySince } from './notify-since.ts'
import { seenComment } from './seen-items.ts'
import { arrivalTime } from './store-page.ts'
import type { RequestOptions } from './session/session.ts'

/** As many as Movim asks for; the newest count. */
const MOST_COMMENTS = 500

/** Reads what stands under a post. @returns how many comments and likes there are */
export async function readComments(context: EngineContext, post: Post, urgency: NonNullable<RequestOptions['urgency']>): Promise<number> {
  const { comments } = post
  if (!comments) return 0
  const touches = touchesOf(context)
  const askedAt = touches.now()
  const query = buildItemsQuery({ node: comments.node, maxItems: MOST_COMMENTS, page: { max: MOST_COMMENTS, before: '' } })
  const answer = await context.session.request('get', comments.service, query, { urgency })
  const items = parseItems(answer)
  if (!items) throw new KithError('malformed', 'the answer to an items query holds no items')
  const set = parseResultSet(answer)
  const complete = items.length < MOST_COMMENTS && (set === undefined || set.count === null || set.count <= items.length)
  const isCurrent = (itemId: string): boolean => !touches.touchedSince(postKeyOf({ ...comments, itemId }), askedAt)
  const seen = items.flatMap(item => seenComment(comments, item) ?? []).filter(comment => isCurrent(comment.itemId))
  const there = new Set(items.map(item => item.id))
  const receivedAt = arrivalTime(context)
  await context.inbox.commit(async db => {
    // What is gone goes first: somebody's second like counts once his first one does not.
    if (complete) await dropMissing(context, db, post, itemId => there.has(itemId) || !isCurrent(itemId))
    const storing = { account: context.account, receivedAt, notifySince: await notifySince(db, receivedAt) }
    const refused = await storeComments(db, post, seen, storing)
    for (const key of refused) context.note('comment changed by another author, kept as it was', { key })
  })
  return items.length
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
