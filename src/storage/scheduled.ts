import type { PostKey } from '#model/keys.ts'
import type { OutboxRow } from '#model/outbox.ts'
import type { Post } from '#model/post.ts'
import { intentsOf } from './lane.ts'
import type { AccountDb } from './schema.ts'

/** Posts that wait for their time on this device, the next one first. */
export async function scheduledPosts(db: AccountDb): Promise<Post[]> {
  const queued = await db.posts.where('state').equals('queued').toArray()
  const placeOf = ({ scheduledAt }: Post): number => scheduledAt ?? 0
  return queued.filter(({ scheduledAt }) => scheduledAt !== null).toSorted((one, other) => placeOf(one) - placeOf(other))
}

/** A post that waits for its time, with its outbox row; undefined as soon as that was taken up. */
export async function waitingForItsTime(db: AccountDb, postKey: PostKey): Promise<{ post: Post; rows: OutboxRow[] } | undefined> {
  const post = await db.posts.get(postKey)
  const rows = await intentsOf(db, { kind: 'publish-post', postKey }, ['publish-post'])
  const isUntouched = rows.every(({ state, attempts }) => state === 'waiting' && attempts === 0)
  return post && post.scheduledAt !== null && isUntouched ? { post, rows } : undefined
}

/** A new post that a service refused, with its outbox row; undefined for one that is there, or may be. */
export async function refusedPost(db: AccountDb, postKey: PostKey): Promise<{ post: Post; rows: OutboxRow[] } | undefined> {
  const post = await db.posts.get(postKey)
  const rows = await intentsOf(db, { kind: 'publish-post', postKey }, ['publish-post', 'delete-post'])
  const isRefused = rows.length > 0 && rows.every(({ state, intent }) => state === 'failed' && intent.kind === 'publish-post')
  return post?.state === 'failed' && post.before === null && isRefused ? { post, rows } : undefined
}
