import type { PostKey } from '#model/keys.ts'
import { type Comment, LIKE_TITLE } from '#model/post.ts'
import { commentIntents, renewRow } from '#storage/lane.ts'
import { addIntent } from '#storage/outbox.ts'
import type { AccountDb } from '#storage/schema.ts'

interface Edit {
  commentKey: PostKey
  text: string
  now: number
}

function heldByService({ before, state, text, edited, hash }: Comment): Comment['before'] {
  return before ?? (state === 'published' ? { text, edited, hash } : null)
}

/**
 * Changes a comment of mine under the same item id. An edit of what still waits is delivered with it, as one.
 * @returns false when there is nothing to say, or no such comment
 */
export async function editComment(db: AccountDb, { commentKey, text, now }: Edit): Promise<boolean> {
  return await db.transaction('rw', db.comments, db.outbox, async () => {
    const comment = await db.comments.get(commentKey)
    const body = text.trim()
    // A lone heart would make a like of it, see publish-comment.ts.
    if (!comment || body === '' || body === LIKE_TITLE) return false
    if (body === comment.text) return true
    const before = heldByService(comment)
    await db.comments.update(commentKey, { text: body, edited: before !== null, state: 'queued', failure: null, before })
    const changes = (await commentIntents(db, comment)).filter(row => row.intent.kind === 'publish-comment')
    const waiting = changes.findLast(row => row.state !== 'wire')
    if (waiting) await renewRow(db, waiting)
    else await addIntent(db, { kind: 'publish-comment', postKey: comment.postKey, commentKey }, now)
    return true
  })
}
