import type { BareJid } from '#shared/jid.ts'
import { placed } from '#model/conversation.ts'
import { ensureConversation } from '#storage/conversations.ts'
import { putConversation } from '#storage/put-conversation.ts'
import type { AccountDb } from '#storage/schema.ts'
import { setChat } from './set-chat.ts'

/** Puts somebody into the inbox, or back into it. */
export async function startConversation(db: AccountDb, { jid, now }: { jid: BareJid; now: number }): Promise<void> {
  await db.transaction('rw', db.conversations, db.records, db.outbox, db.settings, async () => {
    const stored = await ensureConversation(db, jid, now)
    await putConversation(db, placed({ ...stored, mine: true }))
    if (stored.archived === 1) await setChat(db, { conversation: jid, change: { archived: false }, now })
  })
}
