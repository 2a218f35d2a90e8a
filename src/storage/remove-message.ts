import { newConversation, withNewest } from '#model/conversation.ts'
import type { Message } from '#model/message.ts'
import { messageRow } from './message-intents.ts'
import { newestMessage } from './messages.ts'
import { putConversation } from './put-conversation.ts'
import type { AccountDb } from './schema.ts'
import { dropUploads } from './uploads.ts'

/** Takes away a message of mine that nobody has, with its files and the row that would send it. */
export async function removeMessage(db: AccountDb, { key, conversation: jid }: Message): Promise<void> {
  const row = await messageRow(db, key)
  if (row?.id !== undefined) await db.outbox.delete(row.id)
  await db.messages.delete(key)
  await dropUploads(db, key)
  const conversation = await db.conversations.get(jid)
  if (!conversation) return
  const newest = await newestMessage(db, jid)
  const empty = {
    ...conversation,
    ...newConversation(jid, conversation.lastAt),
    pinned: conversation.pinned,
    archived: conversation.archived,
    readOrder: conversation.readOrder,
    historyComplete: conversation.historyComplete,
  }
  await putConversation(db, newest ? withNewest(conversation, newest) : empty)
}
