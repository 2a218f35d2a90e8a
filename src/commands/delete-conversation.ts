import type { Conversation, Message } from '#model/message.ts'
import type { BareJid } from '#shared/jid.ts'
import { dropEdits } from '#storage/drafts.ts'
import { dropConversation, putConversation } from '#storage/put-conversation.ts'
import { messagesAfter } from '#storage/messages.ts'
import type { AccountDb } from '#storage/schema.ts'

/** What is gone, for who takes it back. */
export interface DeletedConversation {
  conversation: Conversation
  messages: Message[]
}

/** Takes a conversation off this device; the archive keeps it. A new message begins it anew. */
export async function deleteConversation(db: AccountDb, jid: BareJid): Promise<DeletedConversation | undefined> {
  return await db.transaction('rw', [db.conversations, db.messages, db.settings, db.drafts], async () => {
    const conversation = await db.conversations.get(jid)
    if (!conversation) return undefined
    const messages = await messagesAfter(db, jid, -Infinity)
    const keys = messages.map(({ key }) => key)
    await db.messages.bulkDelete(keys)
    await dropEdits(db, keys)
    await dropConversation(db, conversation)
    return { conversation, messages }
  })
}

/** @returns false where it was begun anew meanwhile */
export async function undoDeleteConversation(db: AccountDb, { conversation, messages }: DeletedConversation): Promise<boolean> {
  return await db.transaction('rw', [db.conversations, db.messages, db.settings], async () => {
    if (await db.conversations.get(conversation.jid)) return false
    await db.messages.bulkPut(messages)
    await putConversation(db, conversation)
    return true
  })
}
