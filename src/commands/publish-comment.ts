import type { BareJid } from '#shared/jid.ts'
import { randomUuid } from '#model/item-id.ts'
import { type PostKey, postKeyOf } from '#model/keys.ts'
import { LIKE_TITLE } from '#model/post.ts'
import { countComments } from '#storage/hidden-rows.ts'
import { addIntent } from '#storage/outbox.ts'
import type { AccountDb } from '#storage/schema.ts'

interface NewComment {
  me: BareJid
  postKey: PostKey
  text: string
  /** Item id of the comment that it answers. */
  answers?: string | null
  now: number
}

/** Writes a comment. @returns its key, or null when the post takes no comments or there is nothing to say */
export async function publishComment(db: AccountDb, { me, postKey, text, answers = null, now }: NewComment): Promise<PostKey | null> {
  return await db.transaction('rw', db.posts, db.comments, db.outbox, db.drafts, async () => {
    const post = await db.posts.get(postKey)
    const body = text.trim()
    // A lone heart is how a like is written (Movim), so it cannot be said as a comment.
    if (!post?.comments || body === '' || body === LIKE_TITLE) return null
    const itemId = randomUuid()
    const key = postKeyOf({ ...post.comments, itemId })
    await db.comments.add({
      key,
      postKey,
      itemId,
      author: me,
      authorName: '',
      authorVerified: true,
      text: body,
      answers,
      edited: false,
      before: null,
      publishedAt: now,
      state: 'queued',
      failure: null,
      hash: '',
    })
    await countComments(db, { postKey }, 1)
    await addIntent(db, { kind: 'publish-comment', postKey, commentKey: key }, now)
    await db.drafts.delete(`comment:${postKey}`)
    return key
  })
}
