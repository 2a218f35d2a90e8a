import type { Upload } from '#model/upload.ts'
import type { AccountDb } from './schema.ts'

/** Files of a draft or a post, in their order. */
export async function uploadsOf(db: AccountDb, owner: string): Promise<Upload[]> {
  return await db.uploads.where('owner').equals(owner).sortBy('place')
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
