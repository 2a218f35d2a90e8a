import { placeUploads, uploadsOf } from '#storage/uploads.ts'
import type { AccountDb } from '#storage/schema.ts'

/** Puts a file of a draft to another place among the others, counted from 0. */
export async function moveFile(db: AccountDb, { id, to }: { id: string; to: number }): Promise<void> {
  await db.transaction('rw', db.uploads, async () => {
    const moved = await db.uploads.get(id)
    if (!moved) return
    const others = (await uploadsOf(db, moved.owner)).filter(upload => upload.id !== id)
    await placeUploads(db, others.toSpliced(Math.max(0, to), 0, moved))
  })
}
