import { MOST_FILES } from '#model/upload.ts'
import { safeFileName } from '#shared/file-name.ts'
import { randomId } from '#shared/ids.ts'
import { uploadsOf } from '#storage/uploads.ts'
import type { AccountDb } from '#storage/schema.ts'

interface Choice {
  /** Key of the draft. */
  owner: string
  /** length: of a recording, in milliseconds. */
  files: readonly { blob: Blob; name: string; length?: number }[]
}

/**
 * Keeps files that were chosen for a draft, behind those it has.
 * @returns how many found no place any more
 */
export async function keepFiles(db: AccountDb, { owner, files }: Choice): Promise<number> {
  return await db.transaction('rw', db.uploads, async () => {
    const there = await uploadsOf(db, owner)
    const taken = files.slice(0, Math.max(0, MOST_FILES - there.length))
    const next = (there.at(-1)?.place ?? -1) + 1
    await db.uploads.bulkAdd(
      taken.map(({ blob, name, length }, index) => ({
        id: randomId(),
        owner,
        place: next + index,
        name: safeFileName(name) || 'file',
        alt: '',
        original: false,
        mediaType: blob.type.toLowerCase() || 'application/octet-stream',
        bytes: blob.size,
        width: null,
        height: null,
        ...(length !== undefined && { length }),
        blob,
        light: null,
        left: null,
        state: 'kept' as const,
        url: null,
      })),
    )
    return files.length - taken.length
  })
}
