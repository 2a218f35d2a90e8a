import { usualNotify, wishesOf } from '#model/conversation.ts'
import type { ChatWishes } from '#model/record.ts'
import type { BareJid } from '#shared/jid.ts'
import { applyWishes } from '#storage/chat-wishes.ts'
import { ensureConversation } from '#storage/conversations.ts'
import type { AccountDb } from '#storage/schema.ts'
import { setRecord } from './set-record.ts'

/** On my other devices the newest message may have come that much later. */
const LEEWAY_MS = 1_000

interface ChatChange {
  conversation: BareJid
  change: Partial<ChatWishes>
  now: number
}

/**
 * Pins a conversation, puts it away or mutes it, on all my devices.
 * @returns how it was wanted before
 */
export async function setChat(db: AccountDb, { conversation, change, now }: ChatChange): Promise<ChatWishes> {
  return await db.transaction('rw', db.conversations, db.records, db.outbox, db.settings, async () => {
    const stored = await ensureConversation(db, conversation, now)
    const before = wishesOf(stored)
    const value = { ...before, ...change }
    const isPlain = !value.pinned && !value.archived && value.mutedUntil === null && !value.accepted && value.notify === usualNotify(stored)
    // Never before what it puts away, however this device's clock is set.
    const changedAt = Math.max(now, stored.lastOrder + LEEWAY_MS)
    await setRecord(db, { kind: 'chat', id: conversation, value: isPlain ? null : value, now: changedAt })
    await applyWishes(db, conversation)
    return before
  })
}
