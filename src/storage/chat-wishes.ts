import { withWishes } from '#model/conversation.ts'
import type { Conversation } from '#model/message.ts'
import { recordKeyOf, type RecordRow } from '#model/record.ts'
import type { BareJid } from '#shared/jid.ts'
import { putConversation } from './put-conversation.ts'
import type { AccountDb } from './schema.ts'

/** A conversation that is new here, as it was wanted on other devices before. */
export async function asWished(db: AccountDb, conversation: Conversation): Promise<Conversation> {
  const record = (await db.records.get(recordKeyOf('chat', conversation.jid))) as RecordRow<'chat'> | undefined
  return withWishes(conversation, record?.value ?? null, record?.changedAt ?? 0)
}

/** The record of a conversation was changed: its place in the inbox follows. Inside the transaction that changed it. */
export async function applyWishes(db: AccountDb, jid: BareJid): Promise<void> {
  const stored = await db.conversations.get(jid)
  if (stored) await putConversation(db, await asWished(db, stored))
}
