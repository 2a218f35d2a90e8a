import type { PostKey } from '#model/keys.ts'
import type { Post } from '#model/post.ts'
import { shownPlace } from '#model/place.ts'
import { dropRows, intentsOf } from '#storage/lane.ts'
import { removePost } from '#storage/remove-post.ts'
import type { AccountDb } from '#storage/schema.ts'
import { dropUploads } from '#storage/uploads.ts'
import { dropVersion } from '#storage/versions.ts'

/** What the post is again without our change. */
function asBefore(post: Post): Partial<Post> {
  return { ...post.before, before: null, state: 'published', failure: null, sortAt: shownPlace(post.sortAt) }
}

/** Gives up what a service refused: a new post goes, a changed one is again what the service holds, a refused deletion is forgotten. */
export async function discardPost(db: AccountDb, postKey: PostKey): Promise<void> {
  await db.transaction(
    'rw',
    [db.posts, db.outbox, db.comments, db.likes, db.reactions, db.notifications, db.drafts, db.uploads, db.versions],
    async () => {
      const post = await db.posts.get(postKey)
      if (!post || (post.state !== 'failed' && post.state !== 'queued')) return
      const lane = { kind: 'publish-post', postKey } as const
      const changes = await intentsOf(db, lane, ['publish-post', 'delete-post'])
      const deletion = changes.some(row => row.intent.kind === 'delete-post')
      await dropRows(db, changes)
      if (post.before !== null || deletion) {
        if (post.before) await dropVersion(db, postKey, post.before.updatedAt)
        await db.posts.update(postKey, asBefore(post))
        await dropUploads(db, postKey)
        return
      }
      await dropRows(db, await intentsOf(db, lane, ['publish-comment', 'delete-comment', 'like-post', 'unlike-post', 'react-to-post']))
      await removePost(db, postKey)
    },
  )
}
