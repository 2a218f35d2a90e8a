import { type PostKey, postKeyOf } from '#model/keys.ts'
import type { Post, PostContent } from '#model/post.ts'
import { type Composed, composedContent, contentOf } from '#model/post-content.ts'
import { ownWords, quoted } from '#model/repost.ts'
import { intentsOf, renewRow } from '#storage/lane.ts'
import { addIntent } from '#storage/outbox.ts'
import type { AccountDb, PostExtras } from '#storage/schema.ts'
import { handOverUploads } from '#storage/uploads.ts'
import { keepVersion } from '#storage/versions.ts'

interface Edit extends Composed {
  postKey: PostKey
  now: number
  /** Key of the draft whose files hang on the post from now on (begin-edit.ts). Without it those stay that it has. */
  filesOf?: string
  /** What changes besides the words; what is not named stays. */
  extras?: Partial<Pick<PostExtras, 'links' | 'location' | 'warning'>>
}

function heldByService(post: Post): PostContent | null {
  return post.before ?? (post.state === 'published' ? contentOf(post) : null)
}

/** Changes a post of mine under the same item id. An edit of what still waits is delivered with it, as one. */
export async function editPost(db: AccountDb, { postKey, now, filesOf, extras = {}, ...typed }: Edit): Promise<void> {
  await db.transaction('rw', [db.posts, db.outbox, db.drafts, db.uploads, db.versions], async () => {
    const post = await db.posts.get(postKey)
    if (!post) return
    const before = heldByService(post)
    const enclosures = filesOf === undefined ? post.enclosures : await handOverUploads(db, filesOf, postKey)
    const content = composedContent(typed, enclosures)
    const quotation = post.via && ownWords(post) ? await db.posts.get(postKeyOf(post.via)) : undefined
    const words = { ...content, ...(quotation && quoted(quotation, content)) }
    const edited = before !== null
    // Only what others could have read is a version; a change of what still waits is not.
    if (post.before === null && post.state === 'published') await keepVersion(db, post, words)
    await db.posts.update(postKey, {
      ...words,
      ...extras,
      enclosures,
      html: null,
      updatedAt: edited ? Math.max(now, post.publishedAt) : post.publishedAt,
      edited,
      state: 'queued',
      failure: null,
      before,
    })
    const waiting = (await intentsOf(db, { kind: 'publish-post', postKey }, ['publish-post'])).findLast(row => row.state !== 'wire')
    if (!waiting) await addIntent(db, { kind: 'publish-post', postKey }, now)
    // One that waits for its time goes on waiting for it.
    else if (post.scheduledAt === null) await renewRow(db, waiting)
    await db.drafts.delete(`post:${postKey}`)
  })
}
