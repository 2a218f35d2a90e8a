import type { Upload } from '#model/upload.ts'
import type { AccountDb } from '#storage/schema.ts'

/** Takes a file out of a draft. */
export async function removeFile(db: AccountDb, id: string): Promise<void> {
  await db.uploads.delete(id)
}

/** Puts it back where it was. */
export async function putFileBack(db: AccountDb, upload: Upload): Promise<void> {
  await db.uploads.put(upload)
}
