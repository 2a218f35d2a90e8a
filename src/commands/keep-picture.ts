import type { KeptPicture } from '#model/saved-post.ts'
import { putKept } from '#storage/kept-pictures.ts'
import { getSaved } from '#storage/saved.ts'
import type { AccountDb } from '#storage/schema.ts'

/** Keeps a picture of a saved post on this device, unless the post was taken out while it came. */
export async function keepPicture(db: AccountDb, picture: KeptPicture): Promise<void> {
  await db.transaction('rw', db.saved, db.keptPictures, async () => {
    if (await getSaved(db, picture.postKey)) await putKept(db, picture)
  })
}
