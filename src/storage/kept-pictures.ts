import { Dexie } from 'dexie'
import type { PostKey } from '#model/keys.ts'
import type { KeptPicture } from '#model/saved-post.ts'
import type { AccountDb } from './schema.ts'

/** A picture of a saved post as it is on this device, whichever post it was kept for. */
export async function keptPicture(db: AccountDb, url: string): Promise<Blob | undefined> {
  return (await db.keptPictures.where('url').equals(url).first())?.blob
}

/** Those of these addresses that are not kept for a post yet. */
export async function unkeptOf(db: AccountDb, postKey: PostKey, urls: readonly string[]): Promise<string[]> {
  const known = await db.keptPictures.bulkGet(urls.map(url => [postKey, url] as [PostKey, string]))
  return urls.filter((_, index) => known[index] === undefined)
}

export async function putKept(db: AccountDb, picture: KeptPicture): Promise<void> {
  await db.keptPictures.put(picture)
}

/** The post is not saved any more. */
export async function dropKept(db: AccountDb, postKey: PostKey): Promise<void> {
  await db.keptPictures.where('[postKey+url]').between([postKey, Dexie.minKey], [postKey, Dexie.maxKey]).delete()
}
