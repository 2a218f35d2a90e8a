import { isBlank, placed } from '#model/conversation.ts'
import type { BareJid } from '#shared/jid.ts'
import { putConversation } from './put-conversation.ts'
import type { AccountDb } from './schema.ts'

/** Who is in the contact list has changed: conversations with them follow. Inside the transaction that changed it. */
export async function noteContacts(db: AccountDb, jids: readonly BareJid[]): Promise<void> {
  const conversations = await db.conversations.bulkGet([...jids])
  const known = await db.contacts.bulkGet([...jids])
  for (const [index, conversation] of conversations.entries()) {
    if (!conversation || conversation.kind !== 'person') continue
    const { stranger: _, ...rest } = conversation
    const heard = !isBlank(conversation)
    await putConversation(db, placed(known[index] || !heard ? rest : { ...rest, stranger: true }))
  }
}
