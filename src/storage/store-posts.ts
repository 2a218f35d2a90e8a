import { Dexie } from 'dexie'
import type { BareJid } from '#shared/jid.ts'
import { type NodeAddress, type NodeKey, nodeKeyOf, type PostKey, postKeyOf } from '#model/keys.ts'
import { hiddenPlace, isHidden } from '#model/place.ts'
import { BLOG_NODE, type Post } from '#model/post.ts'
import { contentOf } from '#model/post-content.ts'
import { mergePost, type SeenPost } from '#model/post-merge.ts'
import { muteFinderOf, withMute } from './mutes.ts'
import { noticePost } from './notice-posts.ts'
import type { Noticing } from './notifications.ts'
import { removePost } from './remove-post.ts'
import { getSaved } from './saved.ts'
import type { AccountDb } from './schema.ts'
import { dropUploads } from './uploads.ts'
import { keepVersion } from './versions.ts'

export interface StoredPosts {
  /** Every post that was seen, in the order given. */
  keys: PostKey[]
  fresh: PostKey[]
  /** Changed by somebody else than their author: not taken over. */
  refused: PostKey[]
}

interface Storing extends Noticing {
  receivedAt: number
  reading: number
}

/** Stores posts of one node as they were seen. Counts, place and what waits for delivery stay as they are. */
export async function storePosts(
  db: AccountDb,
  address: NodeAddress,
  seen: readonly SeenPost[],
  { receivedAt, reading, ...noticing }: Storing,
): Promise<StoredPosts> {
  const keys = seen.map(postKeyOf)
  if (seen.length === 0) return { keys, fresh: [], refused: [] }
  const mine = address.service === noticing.account && address.node === BLOG_NODE
  const belongs = mine || (await db.nodes.get(nodeKeyOf(address)))?.followed === 1
  const known = new Map((await db.posts.bulkGet(keys)).flatMap(post => (post ? [[post.key, post] as const] : [])))
  const findMute = await muteFinderOf(db, noticing.account, receivedAt)
  const fresh: PostKey[] = []
  const refused: PostKey[] = []
  const arrived = new Map<PostKey, 'new' | 'changed'>()
  for (const post of seen) {
    const key = postKeyOf(post)
    const before = known.get(key)
    const { row, fate } = mergePost(before, post, { receivedAt, reading, inFeed: belongs ? 1 : 0 })
    if (fate === 'new') fresh.push(key)
    if (fate === 'refused') refused.push(key)
    if (fate === 'changed' && before) await keepVersion(db, before, row)
    if (fate !== 'new' && fate !== 'changed') continue
    known.set(key, withMute(row, findMute(row), belongs))
    arrived.set(key, fate)
  }
  await db.posts.bulkPut([...known.values()])
  for (const [key, fate] of arrived) {
    const row = known.get(key)
    if (row) await noticePost(db, row, fate, noticing)
  }
  return { keys, fresh, refused }
}

/**
 * The service says a post is gone. Mine are kept out of sight, in case it was not me; others' go, unless I saved them to find them
 * again.
 */
export async function retractPost(db: AccountDb, key: PostKey, account: BareJid): Promise<void> {
  const post = await db.posts.get(key)
  if (!post) return
  if (post.author !== account && (await getSaved(db, key))) {
    await db.posts.update(key, { state: 'retracted', sortAt: hiddenPlace(post.sortAt) })
  } else if (post.author !== account || isHidden(post.sortAt)) {
    if (post.state !== 'retracted') await removePost(db, key)
  } else if (post.state === 'published') {
    await db.posts.update(key, { state: 'retracted', sortAt: hiddenPlace(post.sortAt) })
  } else {
    // A change of mine waits: delivering it publishes the post anew, and until then nothing of it is there.
    await db.posts.update(key, { before: null })
  }
}

/** A node was emptied. */
export async function retractPostsOf(db: AccountDb, nodeKey: NodeKey, account: BareJid): Promise<void> {
  const keys = await db.posts.where('[nodeKey+sortAt]').between([nodeKey, 0], [nodeKey, Dexie.maxKey]).primaryKeys()
  for (const key of keys) await retractPost(db, key, account)
}

/** Stored, published posts of a node above a place in the feed, newest first. */
export function publishedBetween(db: AccountDb, nodeKey: NodeKey, above: number, limit: number): Promise<Post[]> {
  return db.posts
    .where('[nodeKey+sortAt]')
    .between([nodeKey, above], [nodeKey, Dexie.maxKey], false)
    .reverse()
    .filter(post => post.state === 'published')
    .limit(limit)
    .toArray()
}

/**
 * What the service now holds of a post of mine. It is published, unless a later change of mine still waits behind this one; then the
 * files stay that only the change has.
 */
export async function settlePost(db: AccountDb, sent: Post, hash: string, laterChange: boolean): Promise<void> {
  const { key, enclosures } = sent
  if (!(await db.posts.get(key))) return
  if (laterChange) {
    const next = await db.posts.get(key)
    if (next) await keepVersion(db, sent, next)
    await db.posts.update(key, { before: { ...contentOf(sent), hash } })
    return
  }
  await db.posts.update(key, { state: 'published', failure: null, before: null, hash, enclosures })
  await dropUploads(db, key)
}
