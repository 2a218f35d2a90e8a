import { Dexie } from 'dexie'
import type { BareJid } from '#shared/jid.ts'
import { isMuteOver } from '#model/mute.ts'
import { type KeyedMute, muteFinder } from '#model/mutes.ts'
import type { PostKey } from '#model/keys.ts'
import { BLOG_NODE, type Post } from '#model/post.ts'
import { followQuery } from './follow-query.ts'
import { recordsOf } from './records.ts'
import type { AccountDb } from './schema.ts'

/** Which mutes all stored posts were last held against. */
const APPLIED = 'mutes:applied'

/** Everything muted, the last first; what is over stays until somebody takes it away. */
export async function listMutes(db: AccountDb): Promise<(KeyedMute & { changedAt: number })[]> {
  const rows = await recordsOf(db, 'mute')
  return rows.toSorted((one, other) => other.changedAt - one.changedAt).map(({ key, value, changedAt }) => ({ ...value, key, changedAt }))
}

/** Tells what is muted, and again whenever that changes. @returns what ends it */
export function watchMutes(db: AccountDb, tell: (mutes: readonly KeyedMute[]) => void): () => void {
  return followQuery(async () => listMutes(db)).subscribe(tell)
}

/** Whether all stored posts have been held against what is muted now. */
export async function areMutesApplied(db: AccountDb, now: number): Promise<boolean> {
  return (await db.settings.get(APPLIED))?.value === signatureOf(await listMutes(db), now)
}

function signatureOf(mutes: readonly KeyedMute[], now: number): string {
  return mutes
    .filter(mute => !isMuteOver(mute, now))
    .map(({ key }) => key)
    .toSorted()
    .join('\n')
}

/** Keys of all stored posts, those of the feed first and the newest of them first: what is on the screen changes at once. */
export async function allPostKeys(db: AccountDb): Promise<PostKey[]> {
  const [inside, outside] = await Promise.all(
    [1, 0].map(inFeed => db.posts.where('[inFeed+sortAt]').between([inFeed, Dexie.minKey], [inFeed, Dexie.maxKey]).primaryKeys()),
  )
  return [...(inside ?? []).toReversed(), ...(outside ?? []).toReversed()]
}

interface Judging {
  me: BareJid
  now: number
}

/** Holds some posts against what is muted now. */
export async function judgePosts(db: AccountDb, keys: readonly PostKey[], { me, now }: Judging): Promise<void> {
  await db.transaction('rw', db.posts, db.nodes, db.records, async () => {
    const findMute = muteFinder(await listMutes(db), me, now)
    const changed: Post[] = []
    for (const post of await db.posts.bulkGet([...keys])) {
      const mutedBy = post && findMute(post)
      if (!post || post.mutedBy === mutedBy) continue
      changed.push(withMute(post, mutedBy, await belongsInFeed(db, post, me)))
    }
    await db.posts.bulkPut(changed)
  })
}

/** All posts were judged, by these mutes: unless they changed meanwhile. */
export async function noteMutesApplied(db: AccountDb, mutes: readonly KeyedMute[], now: number): Promise<void> {
  await db.settings.put({ key: APPLIED, value: signatureOf(mutes, now) })
}

/** Whether a post would be in the feed if nothing were muted. */
async function belongsInFeed(db: AccountDb, post: Post, me: BareJid): Promise<boolean> {
  if (post.service === me && post.node === BLOG_NODE) return true
  return (await db.nodes.get(post.nodeKey))?.followed === 1
}

/** A post with what mutes it, or without. */
export function withMute(post: Post, mutedBy: string | undefined, belongs: boolean): Post {
  const { mutedBy: before, ...rest } = post
  if (before === mutedBy) return post
  if (mutedBy === undefined) return { ...rest, inFeed: belongs ? 1 : 0 }
  return { ...rest, inFeed: 0, mutedBy }
}

/** For whoever stores posts: what is muted, read in the same transaction. */
export async function muteFinderOf(db: AccountDb, me: BareJid, now: number): Promise<ReturnType<typeof muteFinder>> {
  return muteFinder(await listMutes(db), me, now)
}
