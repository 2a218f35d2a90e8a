import type { BareJid } from '#shared/jid.ts'
import type { PostKey } from '#model/keys.ts'
import { hiddenPlace, isHidden } from '#model/place.ts'
import type { SavedPost } from '#model/saved-post.ts'
import { dropKept } from '#storage/kept-pictures.ts'
import { dropRows, intentsOf } from '#storage/lane.ts'
import { addIntent } from '#storage/outbox.ts'
import type { AccountDb } from '#storage/schema.ts'

interface Unsave {
  me: BareJid
  postKey: PostKey
  now: number
  /** How long it can be taken back where nothing else would bring the post again, ms. */
  undoMs?: number
}

/**
 * Takes a post out of what is saved. One that is gone at its server goes from this device with it, once it cannot be taken back any more.
 * @returns what was saved, for saving it again; undefined when it was not
 */
export async function unsavePost(db: AccountDb, { me, postKey, now, undoMs = 0 }: Unsave): Promise<SavedPost | undefined> {
  return await db.transaction('rw', db.saved, db.keptPictures, db.posts, db.outbox, async () => {
    const saved = await db.saved.get(postKey)
    if (!saved || isHidden(saved.savedAt)) return undefined
    const post = await db.posts.get(postKey)
    const isGone = post?.state === 'retracted' && post.author !== me
    const waiting = await intentsOf(db, { kind: 'save-post', postKey }, ['save-post'])
    await dropRows(
      db,
      waiting.filter(row => row.attempts === 0),
    )
    const neverTold = saved.itemId === null && waiting.every(row => row.attempts === 0)
    if (neverTold && !isGone) {
      await db.saved.delete(postKey)
      await dropKept(db, postKey)
      return saved
    }
    await db.saved.update(postKey, { savedAt: hiddenPlace(saved.savedAt), state: 'pending' })
    await addIntent(db, { kind: 'save-post', postKey }, now, isGone ? now + undoMs : 0)
    return saved
  })
}
