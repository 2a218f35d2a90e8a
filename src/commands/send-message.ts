import type { BareJid } from '#shared/jid.ts'
import { randomId } from '#shared/ids.ts'
import { placeBetween } from '#model/archive-order.ts'
import type { PostKey } from '#model/keys.ts'
import type { Message, Reply } from '#model/message.ts'
import { aliasOfSender } from '#model/message-alias.ts'
import { noteMessages } from '#storage/conversations.ts'
import { chatDraftKey } from '#storage/drafts.ts'
import { newestOrder } from '#storage/messages.ts'
import { addIntent } from '#storage/outbox.ts'
import type { AccountDb } from '#storage/schema.ts'

interface NewMessage {
  me: BareJid
  conversation: BareJid
  body: string
  post?: PostKey
  /** The message that it answers. */
  reply?: Reply
  now: number
}

/**
 * Writes a message to somebody and the intent to send it together, so that neither exists without the other. Its id on the wire is
 * chosen now: however often it is tried, it is the same message.
 * @returns the message's key
 */
export async function sendMessage(db: AccountDb, { me, conversation, body, post, reply, now }: NewMessage): Promise<string> {
  const key = randomId()
  await db.transaction('rw', [db.messages, db.conversations, db.outbox, db.drafts, db.settings, db.records], async () => {
    const [order = now] = placeBetween([now], await newestOrder(db), Infinity)
    const message: Message = {
      key,
      conversation,
      direction: 'out',
      from: me,
      body,
      ...(post !== undefined && { post }),
      ...(reply !== undefined && { reply }),
      order,
      sentAt: now,
      state: 'queued',
      failure: null,
      originId: key,
      archiveId: null,
      aliases: [aliasOfSender(conversation, me, key)],
      wantsReceipt: true,
      markable: true,
    }
    await db.messages.add(message)
    await noteMessages(db, [message], 'unread')
    await addIntent(db, { kind: 'send-message', messageKey: key, conversation }, now)
    // A post that is passed on is not what was being typed there.
    if (post === undefined) await db.drafts.delete(chatDraftKey(conversation))
  })
  return key
}
