import type { BareJid } from '#shared/jid.ts'
import { noteRead } from '#storage/conversations.ts'
import { newestMessage } from '#storage/messages.ts'
import { addIntent } from '#storage/outbox.ts'
import type { AccountDb } from '#storage/schema.ts'

/** Everything in a conversation has been seen; the other side is told when it may know (XEP-0333). */
export async function markRead(db: AccountDb, { conversation, now }: { conversation: BareJid; now: number }): Promise<void> {
  await db.transaction('rw', db.messages, db.conversations, db.outbox, db.settings, async () => {
    const stored = await db.conversations.get(conversation)
    const newest = await newestMessage(db, conversation)
    if (!stored || !newest || newest.order <= stored.readOrder) return
    await noteRead(db, conversation, newest.order)
    await addIntent(db, { kind: 'mark-read', conversation, order: newest.order }, now)
  })
}
