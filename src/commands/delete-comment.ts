import type { PostKey } from '#model/keys.ts'
import { hideComment, removeComment } from '#storage/hidden-rows.ts'
import { commentIntents, dropRows } from '#storage/lane.ts'
import { addIntent } from '#storage/outbox.ts'
import type { AccountDb } from '#storage/schema.ts'

/** Deletes a comment of mine, or one under a post of mine. */
export async function deleteComment(db: AccountDb, { commentKey, now = 0 }: { commentKey: PostKey; now?: number }): Promise<void> {
  await db.transaction('rw', db.posts, db.comments, db.outbox, async () => {
    const comment = await db.comments.get(commentKey)
    if (!comment) return
    const lane = { kind: 'delete-comment', postKey: comment.postKey, commentKey } as const
    const rows = await commentIntents(db, comment)
    await dropRows(db, rows)
    // Given to the network at least once: it may stand there although no answer came.
    const mayBeThere = comment.state === 'published' || comment.hash !== '' || rows.some(row => row.attempts > 0)
    if (!mayBeThere) {
      await removeComment(db, commentKey)
      return
    }
    await hideComment(db, commentKey, { state: 'queued', failure: null })
    await addIntent(db, lane, now)
  })
}
