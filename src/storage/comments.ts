import { Dexie } from 'dexie'
import type { BareJid } from '#shared/jid.ts'
import { type CommentThread, threadsOf } from '#model/comment-threads.ts'
import type { NodeAddress, PostKey } from '#model/keys.ts'
import { COMMENTS_PREFIX, type Comment, type Like, type Post } from '#model/post.ts'
import type { AccountDb } from './schema.ts'

/** Comments of a post, oldest first, as threads. Of most only the key is read: rows only of those that answer another one. */
export async function commentThreads(db: AccountDb, postKey: PostKey): Promise<CommentThread[]> {
  const keys = await db.comments.where('[postKey+publishedAt]').between([postKey, 0], [postKey, Dexie.maxKey], false, true).primaryKeys()
  // Those that answer nothing are not in this index.
  const answering = await db.comments.where('[postKey+answers]').between([postKey, Dexie.minKey], [postKey, Dexie.maxKey]).toArray()
  return threadsOf(
    keys,
    new Map(answering.flatMap(({ key, answers }) => (answers === null ? [] : [[key, siblingKey(key, answers)] as const]))),
  )
}

/** Key of another item of the node that a comment is in. */
export function siblingKey(key: PostKey, itemId: string): PostKey {
  return `${key.slice(0, key.lastIndexOf('/') + 1)}${encodeURIComponent(itemId)}` as PostKey
}

export function getComment(db: AccountDb, key: PostKey): Promise<Comment | undefined> {
  return db.comments.get(key)
}

/** Posts of others under which somebody has said something, where they did so last first. */
export async function postsCommentedBy(db: AccountDb, jid: BareJid, limit: number): Promise<Post[]> {
  const said = await db.comments.filter(comment => comment.author === jid && comment.state === 'published').toArray()
  const keys = new Set(said.toSorted((one, other) => other.publishedAt - one.publishedAt).map(comment => comment.postKey))
  const posts = await db.posts.bulkGet([...keys].slice(0, 4 * limit))
  return posts.flatMap(post => (post && post.author !== jid ? [post] : [])).slice(0, limit)
}

/** Who likes a post, the first one first. */
export async function likersOf(db: AccountDb, postKey: PostKey): Promise<Like[]> {
  const range = db.likes.where('[postKey+jid]').between([postKey, Dexie.minKey], [postKey, Dexie.maxKey])
  return (await range.toArray()).toSorted((one, other) => one.at - other.at)
}

/**
 * The post whose comments stand in a node. Others may name the node too, as a repost does and as a copy would to get them: mine keeps
 * its own, else the post that the node was made for comes first.
 */
export async function postOfComments(db: AccountDb, { service, node }: NodeAddress, account: BareJid): Promise<Post | undefined> {
  const first = (fits: (post: Post) => boolean): Promise<Post | undefined> =>
    db.posts.where('[comments.service+comments.node]').equals([service, node]).filter(fits).first()
  const isMadeFor = (post: Post): boolean => node === `${COMMENTS_PREFIX}${post.itemId}`
  return (await first(post => isMadeFor(post) && post.author === account)) ?? (await first(isMadeFor)) ?? (await first(() => true))
}
