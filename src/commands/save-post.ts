import type { PostKey } from '#model/keys.ts'
import { isHidden } from '#model/place.ts'
import { intentsOf } from '#storage/lane.ts'
import { addIntent } from '#storage/outbox.ts'
import type { AccountDb } from '#storage/schema.ts'

interface Save {
  postKey: PostKey
  /** What another device shows of it before it has the post. */
  title: string
  now: number
  /** Its place in the list: that of before when it is saved again at once. */
  savedAt?: number
}

/** Puts a post where it is found again, on all my devices. */
export async function savePost(db: AccountDb, { postKey, title, now, savedAt = now }: Save): Promise<boolean> {
  return await db.transaction('rw', db.saved, db.outbox, async () => {
    const known = await db.saved.get(postKey)
    if (known && !isHidden(known.savedAt)) return true
    await db.saved.put({ postKey, itemId: known?.itemId ?? null, title, savedAt, state: 'pending' })
    // One row delivers whatever is wanted by then; one that is on its way may have read what was wanted before.
    const waiting = await intentsOf(db, { kind: 'save-post', postKey }, ['save-post'])
    const untold = waiting.filter(row => row.attempts === 0)
    if (untold.length === 0) await addIntent(db, { kind: 'save-post', postKey }, now)
    for (const { id } of untold) if (id !== undefined) await db.outbox.update(id, { notBefore: 0 })
    return true
  })
}
