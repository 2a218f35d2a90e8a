import type { PostKey } from '#model/keys.ts'
import { hideComment } from '#storage/hidden-rows.ts'
import { commentIntents, renewRow } from '#storage/lane.ts'
import type { AccountDb } from '#storage/schema.ts'

/** Tries again to publish or to delete a comment that was refused. */
export async function retryComment(db: AccountDb, commentKey: PostKey): Promise<void> {
  await db.transaction('rw', db.posts, db.comments, db.outbox, async () => {
    const comment = await db.comments.get(commentKey)
    if (!comment) return
    const failed = (await commentIntents(db, comment)).filter(row => row.state === 'failed')
    for (const row of failed) await renewRow(db, row)
    if (failed.some(row => row.intent.kind === 'delete-comment')) await hideComment(db, commentKey, { state: 'queued', failure: null })
    else if (failed.length > 0) await db.comments.update(commentKey, { state: 'queued', failure: null })
  })
}
