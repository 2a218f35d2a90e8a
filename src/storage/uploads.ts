import type { PostKey } from '#model/keys.ts'
import type { Enclosure } from '#model/post.ts'
import { enclosureOf, type Upload } from '#model/upload.ts'
import type { AccountDb } from './schema.ts'

/** Files of a draft or a post, in their order. */
export async function uploadsOf(db: AccountDb, owner: string): Promise<Upload[]> {
  return await db.uploads.where('owner').equals(owner).sortBy('place')
}

/** What the files of a draft are, taken as the first of them, and how many; null where there are none. Live-query safe. */
export async function filesOf(db: AccountDb, owner: string): Promise<{ mediaType: string; count: number } | null> {
  const [first, ...others] = await uploadsOf(db, owner)
  return first ? { mediaType: first.mediaType, count: others.length + 1 } : null
}

/** The files of these ids that are still on this device. */
export async function getUploads(db: AccountDb, ids: readonly string[]): Promise<Upload[]> {
  return (await db.uploads.bulkGet([...ids])).flatMap(upload => upload ?? [])
}

export async function dropUploads(db: AccountDb, ...owners: string[]): Promise<void> {
  await db.uploads.where('owner').anyOf(owners).delete()
}

/** Writes the order of files as it is in the list. */
export async function placeUploads(db: AccountDb, uploads: readonly Upload[]): Promise<void> {
  for (const [place, { id }] of uploads.entries()) await db.uploads.update(id, { place })
}

/**
 * Gives the files of a draft to its post. What the post had before, and its draft has not, goes.
 * @returns the files as the post names them
 */
export async function handOverUploads(db: AccountDb, draftKey: string, postKey: PostKey): Promise<Enclosure[]> {
  const files = await uploadsOf(db, draftKey)
  await dropUploads(db, postKey)
  for (const { id, blob } of files) {
    // One that is at its server needs nothing on this device.
    if (blob) await db.uploads.update(id, { owner: postKey })
    else await db.uploads.delete(id)
  }
  return files.map(enclosureOf)
}
