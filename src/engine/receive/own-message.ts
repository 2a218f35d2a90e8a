import type { BareJid } from '#shared/jid.ts'
import { aliasOfSender } from '#model/message-alias.ts'
import type { Message } from '#model/message.ts'
import type { AccountDb } from '#storage/schema.ts'

/** An own message by the id it was sent under. */
export async function findOwnMessage(db: AccountDb, account: BareJid, conversation: BareJid, id: string): Promise<Message | undefined> {
  return db.messages
    .where('aliases')
    .equals(aliasOfSender(conversation, account, id))
    .first()
}
