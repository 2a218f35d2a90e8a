import type { PostKey } from '#model/keys.ts'
import type { OutboxRow } from '#model/outbox.ts'
import type { Post } from '#model/post.ts'
import type { Upload } from '#model/upload.ts'
import { hidePost } from '#storage/hidden-rows.ts'
import { dropRows, intentsOf } from '#storage/lane.ts'
import { addIntent } from '#storage/outbox.ts'
import { removePost } from '#storage/remove-post.ts'
import type { AccountDb } from '#storage/schema.ts'
import { uploadsOf } from '#storage/uploads.ts'

interface Deletion {
  postKey: PostKey
  now: number
  /** How long it can be taken back, ms. */
  undoMs?: number
}

/** What `undoDeletePost` puts back. */
export interface DeletedPost {
  post: Post
  rows: OutboxRow[]
  files: Upload[]
}

/**
 * Deletes a post of mine. One that never reached a service is just gone; the others leave the lists now and the service later.
 * @returns undefined when there was none
 */
export async function deletePost(db: AccountDb, { postKey, now, undoMs = 0 }: Deletion): Promise<DeletedPost | undefined> {
  return db.transaction(
    'rw',
    [db.posts, db.outbox, db.comments, db.likes, db.reactions, db.notifications, db.drafts, db.uploads, db.versions],
    async () => {
      const post = await db.posts.get(postKey)
      if (!post) return undefined
      const lane = { kind: 'delete-post', postKey } as const
      const publishing = await intentsOf(db, lane, [
        'publish-post',
        'publish-comment',
        'like-post',
        'unlike-post',
        'react-to-post',
        'delete-comment',
        'delete-post',
      ])
      await dropRows(db, publishing)
      const files = await uploadsOf(db, postKey)
      // A row that was given to the network may have arrived although no answer came, so it has to be taken back there.
      const mayBeThere =
        post.before !== null || post.state === 'published' || publishing.some(row => row.intent.kind === 'publish-post' && row.attempts > 0)
      if (!mayBeThere) {
        await removePost(db, postKey)
        return { post, rows: publishing, files }
      }
      await hidePost(db, postKey, { state: 'queued', failure: null })
      await addIntent(db, lane, now, undoMs === 0 ? 0 : now + undoMs)
      return { post, rows: publishing, files }
    },
  )
}
