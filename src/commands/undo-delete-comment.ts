import { countComments, showCommentAgain } from '#storage/hidden-rows.ts'
import { commentIntents, dropRows } from '#storage/lane.ts'
import type { AccountDb } from '#storage/schema.ts'
import type { DeletedComment } from './delete-comment.ts'

/**
 * Takes the deletion of a comment back.
 * @returns false when the service has been told already
 */
export async function undoDeleteComment(db: AccountDb, { comment, rows }: DeletedComment): Promise<boolean> {
  return db.transaction('rw', db.posts, db.comments, db.outbox, async () => {
    const deletions = (await commentIntents(db, comment)).filter(row => row.intent.kind === 'delete-comment')
    const stored = await db.comments.get(comment.key)
    if (stored && (deletions.length === 0 || deletions.some(row => row.attempts > 0))) return false
    if (!stored && comment.hash !== '') return false
    await dropRows(db, deletions)
    if (stored) {
      const { text, edited, hash, before, state, failure } = comment
      await db.comments.update(comment.key, { text, edited, hash, before })
      await showCommentAgain(db, comment.key, { state, failure })
    } else {
      await db.comments.put(comment)
      await countComments(db, comment, 1)
    }
    await db.outbox.bulkPut(rows)
    return true
  })
}
