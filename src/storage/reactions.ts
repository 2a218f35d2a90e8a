import { Dexie } from 'dexie'
import type { BareJid } from '#shared/jid.ts'
import type { PostKey } from '#model/keys.ts'
import type { Reaction } from '#model/post.ts'
import { intentsOf } from './lane.ts'
import type { AccountDb } from './schema.ts'

function rowsOf(db: AccountDb, postKey: PostKey) {
  return db.reactions.where('[postKey+jid]').between([postKey, Dexie.minKey], [postKey, Dexie.maxKey])
}

/** Who reacted to a post, the first one first. */
export async function reactionsOf(db: AccountDb, postKey: PostKey): Promise<Reaction[]> {
  return (await rowsOf(db, postKey).toArray()).toSorted((one, other) => one.at - other.at)
}

/** What somebody attached, in place of what they had attached before. Nothing is no row. */
export async function setReaction(db: AccountDb, reaction: Reaction): Promise<void> {
  if (reaction.emojis.length > 0) await db.reactions.put(reaction)
  else await db.reactions.delete([reaction.postKey, reaction.jid])
}

/** What the service says of some of them. Mine stays as I want it while that is on its way. */
export async function changeReactions(
  db: AccountDb,
  postKey: PostKey,
  { seen, gone }: { seen: readonly Reaction[]; gone: readonly BareJid[] },
  account: BareJid,
): Promise<void> {
  const isWaiting = await isMineWaiting(db, postKey)
  const isMine = (jid: BareJid): boolean => isWaiting && jid === account
  await db.reactions.bulkDelete(gone.filter(jid => !isMine(jid)).map(jid => [postKey, jid] as [PostKey, BareJid]))
  for (const reaction of seen) if (!isMine(reaction.jid)) await setReaction(db, reaction)
}

async function isMineWaiting(db: AccountDb, postKey: PostKey): Promise<boolean> {
  return (await intentsOf(db, { kind: 'react-to-post', postKey }, ['react-to-post'])).length > 0
}

/**
 * What the service holds, in place of what is stored. Mine stays as I want it while that is on its way, and while the service does not
 * say whose the item in my name is.
 * @param keepsMine the service holds an item in my name that nobody vouches for
 * @param isCurrent whether nothing newer is known of somebody than what was read
 */
export async function storeReactions(
  db: AccountDb,
  postKey: PostKey,
  seen: readonly Reaction[],
  { account, keepsMine, isCurrent }: { account: BareJid; keepsMine: boolean; isCurrent: (jid: BareJid) => boolean },
): Promise<void> {
  const isMineKept = keepsMine || (await isMineWaiting(db, postKey))
  const isKept = (jid: BareJid): boolean => !isCurrent(jid) || (jid === account && isMineKept)
  const gone = (await rowsOf(db, postKey).toArray()).filter(({ jid }) => !isKept(jid) && !seen.some(reaction => reaction.jid === jid))
  await db.reactions.bulkDelete(gone.map(({ jid }) => [postKey, jid] as [PostKey, BareJid]))
  for (const reaction of seen) if (!isKept(reaction.jid)) await setReaction(db, reaction)
}
