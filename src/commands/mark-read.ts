import type { BareJid } from '#shared/jid.ts'
import { noteRead } from '#storage/conversations.ts'
import { intentsOf } from '#storage/lane.ts'
import { newestMessage } from '#storage/messages.ts'
import { addIntent } from '#storage/outbox.ts'
import type { AccountDb } from '#storage/schema.ts'

/** My other devices are told after so long: what is read meanwhile needs no word of its own. */
const GATHER_MS = 2_000

interface MarkRead {
  conversation: BareJid
  now: number
  /** Nobody is told before that, so that it can be taken back. */
  undoMs?: number
}

/** What `undoMarkRead` wants. */
export interface MarkedRead {
  conversation: BareJid
  /** Up to where it was read before, and is now. */
  before: number
  order: number
}

/**
 * Everything in a conversation has been seen: the other side is told when it may know (XEP-0333), my other devices in any case
 * (XEP-0490).
 * @returns undefined where nothing was unread
 */
export async function markRead(db: AccountDb, { conversation, now, undoMs = 0 }: MarkRead): Promise<MarkedRead | undefined> {
  return await db.transaction('rw', db.messages, db.conversations, db.outbox, db.settings, async () => {
    const stored = await db.conversations.get(conversation)
    const newest = await newestMessage(db, conversation)
    if (!stored || !newest || newest.order <= stored.readOrder) return undefined
    const { order } = newest
    await noteRead(db, conversation, order)
    const intent = { kind: 'mark-read', conversation, order } as const
    await (undoMs > 0 ? addIntent(db, { ...intent, later: true }, now, now + undoMs) : addIntent(db, intent, now))
    await syncRead(db, conversation, now, Math.max(GATHER_MS, undoMs))
    return { conversation, before: stored.readOrder, order }
  })
}

/** One row tells whatever was read by then. One that is on its way may have looked before. */
async function syncRead(db: AccountDb, conversation: BareJid, now: number, afterMs: number): Promise<void> {
  const intent = { kind: 'sync-read', conversation } as const
  const waiting = await intentsOf(db, intent, ['sync-read'])
  if (!waiting.some(row => row.attempts === 0)) await addIntent(db, intent, now, now + afterMs)
}
