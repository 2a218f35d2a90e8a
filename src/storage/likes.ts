import type { BareJid } from '#shared/jid.ts'
import type { PostKey } from '#model/keys.ts'
import type { Like } from '#model/post.ts'
import type { AccountDb } from './schema.ts'

async function countLikes(db: AccountDb, postKey: PostKey, step: number): Promise<void> {
  const post = await db.posts.get(postKey)
  if (post) await db.posts.update(postKey, { likeCount: Math.max(0, post.likeCount + step) })
}

/**
 * One like per person. Of two items by the same one the earlier counts, whichever is seen first, so that every device agrees.
 * @returns whether this person did not like the post before
 */
export async function addLike(db: AccountDb, like: Like, me: BareJid): Promise<boolean> {
  const known = await db.likes.get([like.postKey, like.jid])
  if (known && (known.itemId === like.itemId || known.at < like.at || (known.at === like.at && known.itemId < like.itemId))) return false
  await db.likes.put(like)
  if (like.jid === me) await db.posts.update(like.postKey, { myLike: like.itemId })
  if (!known) await countLikes(db, like.postKey, 1)
  return !known
}

/** Removes the like that stands in an item. @returns the like, undefined when there was none */
export async function removeLike(db: AccountDb, postKey: PostKey, itemId: string, me: BareJid): Promise<Like | undefined> {
  const like = await db.likes
    .where('itemId')
    .equals(itemId)
    .and(candidate => candidate.postKey === postKey)
    .first()
  if (!like) return undefined
  await db.likes.delete([like.postKey, like.jid])
  if (like.jid === me) await db.posts.update(postKey, { myLike: null })
  await countLikes(db, postKey, -1)
  return like
}
