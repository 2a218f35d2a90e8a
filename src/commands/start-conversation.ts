import type { BareJid } from '#shared/jid.ts'
import { newConversation } from '#model/conversation.ts'
import type { AccountDb } from '#storage/schema.ts'

/** Puts somebody into the inbox, or back into it. */
export async function startConversation(db: AccountDb, { jid, now }: { jid: BareJid; now: number }): Promise<void> {
  await db.transaction('rw', db.conversations, async () => {
    const stored = await db.conversations.get(jid)
    await db.conversations.put({ ...(stored ?? newConversation(jid, now)), archived: 0 })
  })
}
