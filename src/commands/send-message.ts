import { chatDraftKey } from '#storage/drafts.ts'
import type { AccountDb } from '#storage/schema.ts'
import { addMessage, type NewMessage } from './add-message.ts'

/**
 * Writes a message to somebody and the intent to send it together, so that neither exists without the other. Its id on the wire is
 * chosen now: however often it is tried, it is the same message.
 * @returns the message's key
 */
export async function sendMessage(db: AccountDb, message: Omit<NewMessage, 'files'>): Promise<string> {
  return await db.transaction('rw', [db.messages, db.conversations, db.outbox, db.drafts, db.settings, db.records], async () => {
    const key = await addMessage(db, message)
    // A post that is passed on is not what was being typed there.
    if (message.post === undefined) await db.drafts.delete(chatDraftKey(message.conversation))
    return key
  })
}
