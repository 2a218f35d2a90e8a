import type { PostKey } from '#model/keys.ts'
import { removeComment, showCommentAgain } from '#storage/hidden-rows.ts'
import { commentIntents, dropRows } from '#storage/lane.ts'
import type { AccountDb } from '#storage/schema.ts'

/** Gives up a refused comment, or a refused deletion of one. */
export async function discardComment(db: AccountDb, commentKey: PostKey): Promise<void> {
  await db.transaction('rw', db.posts, db.comments, db.outbox, async () => {
    const comment = await db.comments.get(commentKey)
    if (!comment || (comment.state !== 'failed' && comment.state !== 'queued')) return
    const rows = await commentIntents(db, comment)
    await dropRows(db, rows)
    if (rows.some(row => row.intent.kind === 'delete-comment')) {
      await showCommentAgain(db, commentKey, { state: 'published', failure: null })
    } else {
      await removeComment(db, commentKey)
    }
  })
}
