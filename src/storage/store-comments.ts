import { Dexie } from 'dexie'
import type { BareJid } from '#shared/jid.ts'
import { type PostKey, postKeyOf } from '#model/keys.ts'
import type { Comment, Post } from '#model/post.ts'
import { datesOf } from '#model/post-dates.ts'
import { mergeComment, type Merged, type SeenComment } from '#model/post-merge.ts'
import { countComments, removeComment } from './hidden-rows.ts'
import { intentsOf } from './lane.ts'
import { addLike, removeLike } from './likes.ts'
import { noticeComments } from './notice-comments.ts'
import { addNotification, dropNoticesOf, dropNotification, likeNoticeKey, type Noticing } from './notifications.ts'
import type { AccountDb } from './schema.ts'

interface Storing extends Noticing {
  receivedAt: number
}

/** Stores what stands in a post's comments node: comments, likes, the counts of the post, and notices of what concerns me. */
export async function storeComments(db: AccountDb, post: Post, seen: readonly SeenComment[], storing: Storing): Promise<PostKey[]> {
  const refused: PostKey[] = []
  const arrived: { row: Comment; fate: 'new' | 'changed' }[] = []
  for (const comment of seen) {
    if (comment.isLike) {
      await storeLike(db, post, comment, storing)
      continue
    }
    const { row, fate } = await storeComment(db, post, comment, storing)
    if (fate === 'new' || fate === 'changed') arrived.push({ row, fate })
    if (fate === 'refused') refused.push(postKeyOf(comment))
  }
  // Once for all of them: a page of five hundred would else write the post as often.
  const added = arrived.filter(({ fate }) => fate === 'new').length
  if (added > 0) await countComments(db, { postKey: post.key }, added)
  await noticeComments(db, post, arrived, storing)
  return refused
}

async function storeLike(db: AccountDb, post: Post, seen: SeenComment, storing: Storing): Promise<void> {
  const { author, itemId } = seen
  if (author === null) return
  if (author === storing.account && !(await isMyLike(db, post, seen))) return
  const at = datesOf(seen.publishedAt, null, storing.receivedAt).publishedAt
  const isNew = await addLike(db, { postKey: post.key, jid: author, itemId, at }, storing.account)
  if (!isNew || post.author !== storing.account || author === storing.account) return
  const claimed = seen.authorVerified ? {} : { claimed: true as const }
  // Which post it is, in its first words.
  const text = (post.title || post.text).slice(0, 300)
  const notice = { kind: 'like' as const, from: author, postKey: post.key, text, at, ...claimed }
  await addNotification(db, likeNoticeKey(post.key, author), notice, storing)
}

/** A like in my name counts when the service vouches for it, or I know the item; and not when I am just taking it back. */
async function isMyLike(db: AccountDb, post: Post, { authorVerified, itemId }: SeenComment): Promise<boolean> {
  const myLike = (await db.posts.get(post.key))?.myLike
  if (!authorVerified && myLike !== itemId) return false
  const takingBack = await intentsOf(db, { kind: 'unlike-post', postKey: post.key, itemId }, ['unlike-post'])
  return !takingBack.some(row => row.intent.kind === 'unlike-post' && row.intent.itemId === itemId)
}

async function storeComment(db: AccountDb, post: Post, seen: SeenComment, { receivedAt }: Storing): Promise<Merged<Comment>> {
  const known = await db.comments.get(postKeyOf(seen))
  const merged = mergeComment(known, seen, post.key, receivedAt)
  if (merged.fate === 'new' || merged.fate === 'changed') await db.comments.put(merged.row)
  return merged
}

/** An item of a post's comments node is gone, whether it was a comment or a like. */
export async function retractCommentItem(db: AccountDb, post: Post, itemId: string, account: BareJid): Promise<void> {
  if (!post.comments) return
  const key = postKeyOf({ ...post.comments, itemId })
  const like = await removeLike(db, post.key, itemId, account)
  if (like) {
    await dropNotification(db, likeNoticeKey(post.key, like.jid))
    // As it was called in earlier versions.
    await dropNotification(db, `like:${key}`)
  } else {
    await dropNoticesOf(db, key)
    await removeComment(db, key)
  }
}

/** Ids of what is stored as published under a post, comments and likes. */
export async function storedItemsOf(db: AccountDb, postKey: PostKey): Promise<string[]> {
  const comments = await db.comments
    .where('[postKey+publishedAt]')
    .between([postKey, 0], [postKey, Dexie.maxKey])
    .filter((comment: Comment) => comment.state === 'published')
    .toArray()
  const likes = await db.likes.where('[postKey+jid]').between([postKey, Dexie.minKey], [postKey, Dexie.maxKey]).toArray()
  return [...comments, ...likes].map(item => item.itemId)
}

/** Counts a post's comments and likes anew: they are kept in the same transactions, so this only ever repairs. */
export async function recountPost(db: AccountDb, postKey: PostKey): Promise<{ likeCount: number; commentCount: number }> {
  const likeCount = await db.likes.where('[postKey+jid]').between([postKey, Dexie.minKey], [postKey, Dexie.maxKey]).count()
  const commentCount = await db.comments.where('[postKey+publishedAt]').between([postKey, 0], [postKey, Dexie.maxKey]).count()
  await db.posts.update(postKey, { likeCount, commentCount })
  return { likeCount, commentCount }
}
