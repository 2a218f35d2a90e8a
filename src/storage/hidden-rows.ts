import type { PostKey } from '#model/keys.ts'
import { hiddenPlace, isHidden, shownPlace } from '#model/place.ts'
import type { Comment, Post } from '#model/post.ts'
import type { AccountDb } from './schema.ts'

type Fate = Pick<Post, 'state' | 'failure'>

/** Takes a post out of every list while its deletion waits for delivery. */
export async function hidePost(db: AccountDb, key: PostKey, fate: Fate): Promise<void> {
  const post = await db.posts.get(key)
  if (post) await db.posts.update(key, { ...fate, sortAt: hiddenPlace(post.sortAt) })
}

export async function showPostAgain(db: AccountDb, key: PostKey, fate: Fate): Promise<void> {
  const post = await db.posts.get(key)
  if (post) await db.posts.update(key, { ...fate, sortAt: shownPlace(post.sortAt) })
}

/** Takes a comment out of its list, and out of the post's count, while its deletion waits. */
export async function hideComment(db: AccountDb, key: PostKey, fate: Fate): Promise<void> {
  const comment = await db.comments.get(key)
  if (!comment) return
  if (!isHidden(comment.publishedAt)) await countComments(db, comment, -1)
  await db.comments.update(key, { ...fate, publishedAt: hiddenPlace(comment.publishedAt) })
}

export async function showCommentAgain(db: AccountDb, key: PostKey, fate: Fate): Promise<void> {
  const comment = await db.comments.get(key)
  if (!comment) return
  if (isHidden(comment.publishedAt)) await countComments(db, comment, 1)
  await db.comments.update(key, { ...fate, publishedAt: shownPlace(comment.publishedAt) })
}

/** Removes a comment for good. */
export async function removeComment(db: AccountDb, key: PostKey): Promise<void> {
  const comment = await db.comments.get(key)
  if (!comment) return
  if (!isHidden(comment.publishedAt)) await countComments(db, comment, -1)
  await db.comments.delete(key)
}

export async function countComments(db: AccountDb, { postKey }: Pick<Comment, 'postKey'>, step: number): Promise<void> {
  const post = await db.posts.get(postKey)
  if (post) await db.posts.update(postKey, { commentCount: Math.max(0, post.commentCount + step) })
}
