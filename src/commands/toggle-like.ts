import type { BareJid } from '#shared/jid.ts'
import { randomUuid } from '#model/item-id.ts'
import type { PostKey } from '#model/keys.ts'
import type { Post } from '#model/post.ts'
import { dropRows, intentsOf } from '#storage/lane.ts'
import { addLike, removeLike } from '#storage/likes.ts'
import { addIntent } from '#storage/outbox.ts'
import type { AccountDb } from '#storage/schema.ts'

interface Toggle {
  me: BareJid
  postKey: PostKey
  now: number
}

/** Likes a post, or takes the like back. @returns false when the post takes no likes */
export async function toggleLike(db: AccountDb, { me, postKey, now }: Toggle): Promise<boolean> {
  return await db.transaction('rw', db.posts, db.likes, db.outbox, async () => {
    const post = await db.posts.get(postKey)
    // A post of mine that still waits gets its comments node when it is published, and the like waits behind it.
    if (!post || (!post.comments && post.state !== 'queued')) return false
    await (post.myLike === null ? like(db, me, post, now) : unlike(db, me, post, post.myLike, now))
    return true
  })
}

async function like(db: AccountDb, me: BareJid, { key: postKey }: Post, now: number): Promise<void> {
  // Taken back a moment ago and not told yet: then it was never taken back.
  const takingBack = (await intentsOf(db, { kind: 'unlike-post', postKey, itemId: '' }, ['unlike-post'])).find(row => row.attempts === 0)
  if (takingBack?.intent.kind === 'unlike-post') {
    await dropRows(db, [takingBack])
    await addLike(db, { postKey, jid: me, itemId: takingBack.intent.itemId, at: now }, me)
    return
  }
  const itemId = randomUuid()
  await addLike(db, { postKey, jid: me, itemId, at: now }, me)
  await addIntent(db, { kind: 'like-post', postKey, itemId }, now)
}

async function unlike(db: AccountDb, me: BareJid, { key: postKey }: Post, itemId: string, now: number): Promise<void> {
  const intent = { kind: 'unlike-post', postKey, itemId } as const
  const giving = (await intentsOf(db, intent, ['like-post'])).filter(row => row.intent.kind === 'like-post' && row.intent.itemId === itemId)
  await removeLike(db, postKey, itemId, me)
  await dropRows(db, giving)
  if (giving.length === 0 || giving.some(row => row.attempts > 0)) await addIntent(db, intent, now)
}
