import type { PostKey } from '#model/keys.ts'
import type { Post, PostContent } from '#model/post.ts'
import { type Composed, composedContent, contentOf } from '#model/post-content.ts'
import { intentsOf, renewRow } from '#storage/lane.ts'
import { addIntent } from '#storage/outbox.ts'
import type { AccountDb } from '#storage/schema.ts'

interface Edit extends Composed {
  postKey: PostKey
  now: number
}

function heldByService(post: Post): PostContent | null {
  return post.before ?? (post.state === 'published' ? contentOf(post) : null)
}

/** Changes a post of mine under the same item id. An edit of what still waits is delivered with it, as one. */
export async function editPost(db: AccountDb, { postKey, now, ...typed }: Edit): Promise<void> {
  await db.transaction('rw', db.posts, db.outbox, db.drafts, async () => {
    const post = await db.posts.get(postKey)
    if (!post) return
    const before = heldByService(post)
    const content = composedContent(typed)
    const edited = before !== null
    await db.posts.update(postKey, {
      ...content,
      html: null,
      updatedAt: edited ? Math.max(now, post.publishedAt) : post.publishedAt,
      edited,
      state: 'queued',
      failure: null,
      before,
    })
    const waiting = (await intentsOf(db, { kind: 'publish-post', postKey }, ['publish-post'])).findLast(row => row.state !== 'wire')
    if (waiting) await renewRow(db, waiting)
    else await addIntent(db, { kind: 'publish-post', postKey }, now)
    await db.drafts.delete(`post:${postKey}`)
  })
}
