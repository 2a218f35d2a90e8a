import { nameAs } from '#shared/file-name.ts'
import { randomId } from '#shared/ids.ts'
import type { Upload } from '#model/upload.ts'
import type { AccountDb } from '#storage/schema.ts'

/**
 * Puts another picture into the place of one that was chosen, with what was said of it.
 * @returns how it was before and the id of the new one; undefined where it is not there any more
 */
export async function replaceFile(db: AccountDb, id: string, blob: Blob): Promise<{ before: Upload; id: string } | undefined> {
  return await db.transaction('rw', db.uploads, async () => {
    const before = await db.uploads.get(id)
    if (!before) return undefined
    const fresh = randomId()
    const changed = { mediaType: blob.type, bytes: blob.size, width: null, height: null, light: null, left: null, original: false }
    await db.uploads.delete(id)
    await db.uploads.add({ ...before, ...changed, id: fresh, name: nameAs(before.name, blob.type), blob, state: 'kept', url: null })
    return { before, id: fresh }
  })
}

/** Takes the new one away again. */
export async function putFormerBack(db: AccountDb, { before, id }: { before: Upload; id: string }): Promise<void> {
  await db.transaction('rw', db.uploads, async () => {
    const now = await db.uploads.get(id)
    if (!now) return
    await db.uploads.delete(id)
    await db.uploads.put({ ...before, owner: now.owner, place: now.place, alt: now.alt })
  })
}
