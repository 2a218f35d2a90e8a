import { type PostKey, postKeyOf } from '#model/keys.ts'
import type { Post } from '#model/post.ts'
import { givenTitle } from '#model/post-content.ts'
import { titleOfFiles } from '#model/upload.ts'
import { ownWords } from '#model/repost.ts'
import { randomId } from '#shared/ids.ts'
import { furtherDraftKey } from '#storage/drafts.ts'
import { dropRows } from '#storage/lane.ts'
import { refusedPost, waitingForItsTime } from '#storage/scheduled.ts'
import type { AccountDb, Draft } from '#storage/schema.ts'
import { uploadsOf } from '#storage/uploads.ts'

/**
 * Makes a post that waits for its time, or that was refused, a draft again, with its files and all that was set for it: it may go
 * somewhere else then.
 * @returns key of the draft; undefined when the post is on its way already, or is at its service
 */
export async function takeBackPost(db: AccountDb, postKey: PostKey, now: number): Promise<string | undefined> {
  return await db.transaction('rw', db.posts, db.outbox, db.drafts, db.uploads, async () => {
    const waiting = (await waitingForItsTime(db, postKey)) ?? (await refusedPost(db, postKey))
    if (!waiting) return undefined
    const key = furtherDraftKey(randomId())
    await db.drafts.add(draftOf(waiting.post, key, now))
    for (const { id } of await uploadsOf(db, postKey)) await db.uploads.update(id, { owner: key })
    await dropRows(db, waiting.rows)
    await db.posts.delete(postKey)
    return key
  })
}

function draftOf(post: Post, key: string, now: number): Draft {
  const { nodeKey: target, warning, location, links, commentsOff, scheduledAt, inReplyTo, via } = post
  const extras = {
    warning,
    location,
    links,
    commentsOff,
    scheduledAt,
    reply: inReplyTo && postKeyOf(inReplyTo),
    via: via && postKeyOf(via),
  }
  return { key, ...wordsOf(post), target, extras, updatedAt: now }
}

/** What was typed: of a repeated post only what was said to it. */
function wordsOf(post: Post): { title: string; text: string } {
  if (post.via && !ownWords(post)) return { title: '', text: '' }
  const words = ownWords(post) ?? post
  // Nobody wrote a word: it is called after its files.
  if (words.text === post.title && words.text === titleOfFiles(post.enclosures)) return { title: '', text: '' }
  return { title: givenTitle(post, words), text: words.text }
}
