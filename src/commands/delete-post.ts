import type { PostKey } from '#model/keys.ts'
import { hidePost } from '#storage/hidden-rows.ts'
import { dropRows, intentsOf } from '#storage/lane.ts'
import { addIntent } from '#storage/outbox.ts'
import { removePost } from '#storage/remove-post.ts'
import type { AccountDb } from '#storage/schema.ts'

/** Deletes a post of mine. One that never reached a service is just gone; the others leave the lists now and the service later. */
export async function deletePost(db: AccountDb, { postKey, now }: { postKey: PostKey; now: number }): Promise<void> {
  await db.transaction('rw', [db.posts, db.outbox, db.comments, db.likes, db.notifications, db.drafts], async () => {
    const post = await db.posts.get(postKey)
    if (!post) return
    const lane = { kind: 'delete-post', postKey } as const
    const publishing = await intentsOf(db, lane, [
      'publish-post',
      'publish-comment',
      'like-post',
      'unlike-post',
      'delete-comment',
      'delete-post',
    ])
    await dropRows(db, publishing)
    await db.drafts.bulkDelete([`post:${postKey}`, `comment:${postKey}`])
    // A row that was given to the network may have arrived although no answer came, so it has to be taken back there.
    const mayBeThere =
      post.before !== null || post.state === 'published' || publishing.some(row => row.intent.kind === 'publish-post' && row.attempts > 0)
    if (!mayBeThere) {
      await removePost(db, postKey)
      return
    }
    await hidePost(db, postKey, { state: 'queued', failure: null })
    await addIntent(db, lane, now)
  })
}
