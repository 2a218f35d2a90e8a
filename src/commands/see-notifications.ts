import { dropRows, intentsOf } from '#storage/lane.ts'
import { markSeenUntil, seenUntil } from '#storage/notifications.ts'
import { addIntent } from '#storage/outbox.ts'
import type { AccountDb } from '#storage/schema.ts'

/**
 * A date is never later than the moment it was received, by a clock that is set by a server which may tell whole seconds only (Prosody):
 * on another device the same thing may be dated so much later.
 */
const SLACK_MS = 1_000

const INTENT = { kind: 'see-notifications' } as const

interface Sight {
  /** Epoch ms: the newest that was on the screen. */
  until: number
  now: number
}

/** Everything up to a moment has been seen, here and for the other devices of this person. */
export async function seeNotifications(db: AccountDb, { until: newest, now }: Sight): Promise<void> {
  const until = newest + SLACK_MS
  await db.transaction('rw', db.notifications, db.settings, db.outbox, async () => {
    const before = await seenUntil(db)
    const count = await markSeenUntil(db, until)
    if (until <= before && count === 0) return
    // What a clock that is behind has stamped is older than what was seen before: a later moment tells the other devices to look again.
    if (until <= before) await markSeenUntil(db, before + 1)
    await dropRows(
      db,
      (await intentsOf(db, INTENT, [INTENT.kind])).filter(row => row.state === 'waiting'),
    )
    await addIntent(db, INTENT, now)
  })
}
