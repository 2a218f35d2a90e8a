import { Dexie } from 'dexie'
import type { BareJid } from '#shared/jid.ts'
import type { PostKey } from '#model/keys.ts'
import { isHidden } from '#model/place.ts'
import type { SavedPost } from '#model/saved-post.ts'
import { followQuery } from './follow-query.ts'
import { dropKept } from './kept-pictures.ts'
import { removePost } from './remove-post.ts'
import type { AccountDb } from './schema.ts'

/** What I saved, the last one first. */
export async function savedPosts(db: AccountDb, limit: number): Promise<SavedPost[]> {
  return await db.saved.where('savedAt').above(0).reverse().limit(limit).toArray()
}

/** Tells which posts are saved, and again whenever that changes. @returns what ends it */
export function watchSaved(db: AccountDb, tell: (keys: ReadonlySet<PostKey>) => void): () => void {
  return followQuery(async () => db.saved.where('savedAt').above(0).primaryKeys()).subscribe(keys => tell(new Set(keys)))
}

/** Undefined when it is not saved, or not any more. */
export async function getSaved(db: AccountDb, key: PostKey): Promise<SavedPost | undefined> {
  const saved = await db.saved.get(key)
  return saved && !isHidden(saved.savedAt) ? saved : undefined
}

/** What stands above and below it in the list of what is saved. */
export async function savedBeside(db: AccountDb, key: PostKey): Promise<{ previous: PostKey | null; next: PostKey | null }> {
  const saved = await getSaved(db, key)
  if (!saved) return { previous: null, next: null }
  const { savedAt } = saved
  const [above] = await db.saved.where('savedAt').above(savedAt).limit(1).primaryKeys()
  const [below] = await db.saved.where('savedAt').between(0, savedAt, false, false).reverse().limit(1).primaryKeys()
  return { previous: above ?? null, next: below ?? null }
}

/** Whether something is saved that my server does not keep for my other devices. */
export async function isSavedHereOnly(db: AccountDb): Promise<boolean> {
  return (await db.saved.where('[state+savedAt]').between(['device', 0], ['device', Dexie.maxKey]).limit(1).primaryKeys()).length > 0
}

/** What only this device knows. For the engine. */
export function savedHere(db: AccountDb): Promise<SavedPost[]> {
  return db.saved.where('[state+savedAt]').between(['device', 0], ['device', Dexie.maxKey]).toArray()
}

/** What the list of my account held when it was last seen. For the engine. */
export function savedInList(db: AccountDb): Promise<SavedPost[]> {
  return db.saved.where('[state+savedAt]').between(['settled', 0], ['settled', Dexie.maxKey]).toArray()
}

/** The list of my account holds this. What I want myself and did not tell yet stays as I want it. */
export async function saveSeen(db: AccountDb, seen: Omit<SavedPost, 'state'>): Promise<void> {
  const known = await db.saved.get(seen.postKey)
  if (known?.state === 'pending') await db.saved.update(seen.postKey, { itemId: seen.itemId })
  else await db.saved.put({ ...seen, state: 'settled' })
}

/** The list of my account does not hold it any more: another device of mine took it out. */
export async function unsaveSeen(db: AccountDb, key: PostKey, account: BareJid): Promise<void> {
  if ((await db.saved.get(key))?.state !== 'settled') return
  await forgetSaved(db, key, account)
}

/** By the id of its entry. */
export async function unsaveSeenItem(db: AccountDb, itemId: string, account: BareJid): Promise<void> {
  for (const key of await db.saved.where('itemId').equals(itemId).primaryKeys()) await unsaveSeen(db, key, account)
}

/** Not saved any more: its pictures go, and so does a post of somebody else that is gone at its service and was kept for this only. */
export async function forgetSaved(db: AccountDb, key: PostKey, account: BareJid): Promise<void> {
  await db.saved.delete(key)
  await dropKept(db, key)
  const post = await db.posts.get(key)
  if (post?.state === 'retracted' && post.author !== account) await removePost(db, key)
}
