import { dropRows, intentsOf } from '#storage/lane.ts'
import type { AccountDb } from '#storage/schema.ts'
import type { DeletedPost } from './delete-post.ts'

/**
 * Takes a deletion back, with whatever waited on the post.
 * @returns false when the service has been told already
 */
export async function undoDeletePost(db: AccountDb, { post, rows, files }: DeletedPost): Promise<boolean> {
  return db.transaction('rw', db.posts, db.outbox, db.uploads, async () => {
    const deletions = await intentsOf(db, { kind: 'delete-post', postKey: post.key }, ['delete-post'])
    const stored = await db.posts.get(post.key)
    if (stored && (deletions.length === 0 || deletions.some(row => row.attempts > 0))) return false
    // One that never reached a service is gone, with nothing to wait for.
    if (!stored && post.hash !== '') return false
    await dropRows(db, deletions)
    const { state, failure, sortAt } = post
    await db.posts.put(stored ? { ...stored, state, failure, sortAt } : post)
    await db.outbox.bulkPut(rows)
    await db.uploads.bulkPut(files)
    return true
  })
}
