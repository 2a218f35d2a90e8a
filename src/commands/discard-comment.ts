import type { PostKey } from '#model/keys.ts'
import { removeComment, showCommentAgain } from '#storage/hidden-rows.ts'
import { commentIntents, dropRows } from '#storage/lane.ts'
import type { AccountDb } from '#storage/schema.ts'

/** Gives up what was refused: a new comment goes, a changed one is again what the service holds, a refused deletion is forgotten. */
export async function discardComment(db: AccountDb, commentKey: PostKey): Promise<void> {
  await db.transaction('rw', db.posts, db.comments, db.outbox, async () => {
    const comment = await db.comments.get(commentKey)
    if (!comment || (comment.state !== 'failed' && comment.state !== 'queued')) return
    const rows = await commentIntents(db, comment)
    await dropRows(db, rows)
    if (comment.before !== null || rows.some(row => row.intent.kind === 'delete-comment')) {
      await db.comments.update(commentKey, { ...comment.before, before: null })
      await showCommentAgain(db, commentKey, { state: 'published', failure: null })
    } else {
      await removeComment(db, commentKey)
    }
  })
}
