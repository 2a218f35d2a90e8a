import { Dexie } from 'dexie'
import type { BareJid } from '#shared/jid.ts'
import { type PostKey, postKeyOf } from '#model/keys.ts'
import type { Comment, Post } from '#model/post.ts'
import { datesOf } from '#model/post-dates.ts'
import { mergeComment, type Merged, type SeenComment } from '#model/post-merge.ts'
import { countComments, removeComment } from './hidden-rows.ts'
import { intentsOf } from './lane.ts'
import { addLike, removeLike } from './likes.ts'
import { addNotification, dropNotification } from './notifications.ts'
import type { AccountDb } from './schema.ts'

interface Storing {
  account: BareJid
  receivedAt: number
  /** Only what was written after this is worth a notification. */
  notifySince: number
}

/** Stores what stands in a post's comments node: comments, likes, the counts of the post, and notices when the post is mine. */
export async function storeComments(db: AccountDb, post: Post, seen: readonly SeenComment[], storing: Storing): Promise<PostKey[]> {
  const refused: PostKey[] = []
  let added = 0
  for (const comment of seen) {
    if (comment.isLike) {
      await storeLike(db, post, comment, storing)
      continue
    }
    const fate = await storeComment(db, post, comment, storing)
    if (fate === 'new') added += 1
    if (fate === 'refused') refused.push(postKeyOf(comment))
  }
  // Once for all of them: a page of five hundred would else write the post as often.
  if (added > 0) await countComments(db, { postKey: post.key }, added)
  return refused
}

async function storeLike(db: AccountDb, post: Post, seen: SeenComment, storing: Storing): Promise<void> {
  const { author, itemId } = seen
  if (author === null) return
  if (author === storing.account && !(await isMyLike(db, post, seen))) return
  const at = datesOf(seen.publishedAt, null, storing.receivedAt).publishedAt
  const isNew = await addLike(db, { postKey: post.key, jid: author, itemId, at }, storing.account)
  if (isNew) await notice(db, 'like', post, author, '', at, seen, storing)
}

/** A like in my name counts when the service vouches for it, or I know the item; and not when I am just taking it back. */
async function isMyLike(db: AccountDb, post: Post, { authorVerified, itemId }: SeenComment): Promise<boolean> {
  const myLike = (await db.posts.get(post.key))?.myLike
  if (!authorVerified && myLike !== itemId) return false
  const takingBack = await intentsOf(db, { kind: 'unlike-post', postKey: post.key, itemId }, ['unlike-post'])
  return !takingBack.some(row => row.intent.kind === 'unlike-post' && row.intent.itemId === itemId)
}

async function storeComment(db: AccountDb, post: Post, seen: SeenComment, storing: Storing): Promise<Merged<Comment>['fate']> {
  const known = await db.comments.get(postKeyOf(seen))
  const { row, fate } = mergeComment(known, seen, post.key, storing.receivedAt)
  if (fate === 'new' || fate === 'changed') await db.comments.put(row)
  if (fate === 'new' && row.author !== null) {
    await notice(db, 'comment', post, row.author, row.text.slice(0, 300), row.publishedAt, seen, storing)
  }
  return fate
}

async function notice(
  db: AccountDb,
  kind: 'like' | 'comment',
  post: Post,
  from: BareJid,
  text: string,
  at: number,
  seen: SeenComment,
  { account, notifySince }: Storing,
): Promise<void> {
  if (post.author !== account || from === account || at < notifySince) return
  await addNotification(db, { key: `${kind}:${postKeyOf(seen)}`, kind, from, postKey: post.key, text, at, seen: 0 })
}

/** An item of a post's comments node is gone, whether it was a comment or a like. */
export async function retractCommentItem(db: AccountDb, post: Post, itemId: string, account: BareJid): Promise<void> {
  if (!post.comments) return
  const key = postKeyOf({ ...post.comments, itemId })
  const like = await removeLike(db, post.key, itemId, account)
  await dropNotification(db, `${like ? 'like' : 'comment'}:${key}`)
  if (!like) await removeComment(db, key)
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
