import type { PostKey } from '#model/keys.ts'
import { renewRow } from '#storage/lane.ts'
import { waitingForItsTime } from '#storage/scheduled.ts'
import type { AccountDb } from '#storage/schema.ts'

/**
 * Publishes a post now that was to wait: it is a post of now and in the feed at once.
 * @returns false when it is on its way already
 */
export async function publishScheduled(db: AccountDb, postKey: PostKey, now: number): Promise<boolean> {
  return await db.transaction('rw', db.posts, db.outbox, async () => {
    const waiting = await waitingForItsTime(db, postKey)
    if (!waiting) return false
    await db.posts.update(postKey, { publishedAt: now, updatedAt: now, sortAt: now, receivedAt: now, scheduledAt: null })
    for (const row of waiting.rows) await renewRow(db, row)
    return true
  })
}
