import type { PostKey } from '#model/keys.ts'
import { uploadIdOf, uploadOf } from '#model/upload.ts'
import { randomId } from '#shared/ids.ts'
import { dropUploads, getUploads, uploadsOf } from '#storage/uploads.ts'
import type { AccountDb } from '#storage/schema.ts'

/** Before a post of mine is edited: its draft gets the files that hang on the post, unless it is an edit that was begun before. */
export async function beginEdit(db: AccountDb, postKey: PostKey): Promise<void> {
  const owner = `post:${postKey}`
  await db.transaction('rw', db.posts, db.drafts, db.uploads, async () => {
    const post = await db.posts.get(postKey)
    const begun = (await db.drafts.get(owner)) !== undefined || (await uploadsOf(db, owner)).some(({ blob }) => blob !== null)
    if (!post || begun) return
    await dropUploads(db, owner)
    for (const [place, enclosure] of post.enclosures.entries()) {
      const id = uploadIdOf(enclosure)
      const [waiting] = id === undefined ? [] : await getUploads(db, [id])
      // A copy: until the edit is done, the post that waits keeps its own.
      if (waiting) await db.uploads.add({ ...waiting, id: randomId(), owner, place })
      else if (id === undefined) await db.uploads.add(uploadOf(enclosure, owner, place))
    }
  })
}
