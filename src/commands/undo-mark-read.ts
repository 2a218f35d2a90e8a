import { noteUnread } from '#storage/conversations.ts'
import { dropRows, intentsOf } from '#storage/lane.ts'
import type { AccountDb } from '#storage/schema.ts'
import type { MarkedRead } from './mark-read.ts'

/**
 * Unread again, as it was before. What my other devices are told is looked up when they are told, so nothing of that has to be taken back.
 * @returns false when it is too late: the other side may know
 */
export async function undoMarkRead(db: AccountDb, { conversation, before, order }: MarkedRead): Promise<boolean> {
  return await db.transaction('rw', db.messages, db.conversations, db.outbox, db.settings, async () => {
    const rows = await intentsOf(db, { kind: 'mark-read', conversation, order, later: true }, ['mark-read'])
    const untold = rows.filter(row => row.attempts === 0 && row.state === 'waiting')
    if (untold.length === 0) return false
    await dropRows(db, untold)
    await noteUnread(db, conversation, before)
    return true
  })
}
