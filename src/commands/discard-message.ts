import { newConversation, withNewest } from '#model/conversation.ts'
import { putConversation } from '#storage/conversations.ts'
import { messageRow } from '#storage/message-intents.ts'
import { newestMessage } from '#storage/messages.ts'
import type { AccountDb } from '#storage/schema.ts'

/** Takes back a message that was refused. One that may have left is not taken back. */
export async function discardMessage(db: AccountDb, messageKey: string): Promise<void> {
  await db.transaction('rw', db.messages, db.outbox, db.conversations, db.settings, async () => {
    const message = await db.messages.get(messageKey)
    if (message?.state !== 'failed') return
    const row = await messageRow(db, messageKey)
    if (row?.id !== undefined) await db.outbox.delete(row.id)
    await db.messages.delete(messageKey)
    const conversation = await db.conversations.get(message.conversation)
    if (!conversation) return
    const newest = await newestMessage(db, message.conversation)
    const empty = {
      ...newConversation(conversation.jid, conversation.lastAt),
      readOrder: conversation.readOrder,
      historyComplete: conversation.historyComplete,
    }
    await putConversation(db, newest ? withNewest(conversation, newest) : empty)
  })
}
