import type { PostKey } from '#model/keys.ts'
import type { OutboxRow } from '#model/outbox.ts'
import type { Comment } from '#model/post.ts'
import { hideComment, removeComment } from '#storage/hidden-rows.ts'
import { commentIntents, dropRows } from '#storage/lane.ts'
import { addIntent } from '#storage/outbox.ts'
import type { AccountDb } from '#storage/schema.ts'

interface Deletion {
  commentKey: PostKey
  now?: number
  /** How long it can be taken back, ms. */
  undoMs?: number
}

/** What `undoDeleteComment` puts back. */
export interface DeletedComment {
  comment: Comment
  rows: OutboxRow[]
}

/**
 * Deletes a comment of mine, or one under a post of mine.
 * @returns undefined when there was none
 */
export async function deleteComment(db: AccountDb, { commentKey, now = 0, undoMs = 0 }: Deletion): Promise<DeletedComment | undefined> {
  return db.transaction('rw', db.posts, db.comments, db.outbox, async () => {
    const comment = await db.comments.get(commentKey)
    if (!comment) return undefined
    const lane = { kind: 'delete-comment', postKey: comment.postKey, commentKey } as const
    const rows = await commentIntents(db, comment)
    await dropRows(db, rows)
    // Given to the network at least once: it may stand there although no answer came.
    const mayBeThere = comment.state === 'published' || comment.before !== null || comment.hash !== '' || rows.some(row => row.attempts > 0)
    if (mayBeThere) {
      // A change that was not delivered goes with it: should the deletion be refused, what the service holds is shown again.
      await db.comments.update(commentKey, { ...comment.before, before: null })
      await hideComment(db, commentKey, { state: 'queued', failure: null })
      await addIntent(db, lane, now, undoMs === 0 ? 0 : now + undoMs)
    } else await removeComment(db, commentKey)
    return { comment, rows }
  })
}
