import { Dexie } from 'dexie'
import type { NodeAddress, PostKey } from '#model/keys.ts'
import { COMMENTS_PREFIX, type Comment, type Like, type Post } from '#model/post.ts'
import type { AccountDb } from './schema.ts'

/** Comments of a post, oldest first. */
export async function commentKeys(db: AccountDb, postKey: PostKey): Promise<PostKey[]> {
  const range = db.comments.where('[postKey+publishedAt]').between([postKey, 0], [postKey, Dexie.maxKey], false, true)
  return range.primaryKeys()
}

export function getComment(db: AccountDb, key: PostKey): Promise<Comment | undefined> {
  return db.comments.get(key)
}

/** Who likes a post, the first one first. */
export async function likersOf(db: AccountDb, postKey: PostKey): Promise<Like[]> {
  const range = db.likes.where('[postKey+jid]').between([postKey, Dexie.minKey], [postKey, Dexie.maxKey])
  return (await range.toArray()).toSorted((one, other) => one.at - other.at)
}

/** The post whose comments stand in a node. A repost may name the node of its original: the post it was made for comes first. */
export async function postOfComments(db: AccountDb, { service, node }: NodeAddress): Promise<Post | undefined> {
  const posts = await db.posts.where('[comments.service+comments.node]').equals([service, node]).limit(10).toArray()
  return posts.find(post => node === `${COMMENTS_PREFIX}${post.itemId}`) ?? posts[0]
}
