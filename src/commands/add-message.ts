import type { BareJid } from '#shared/jid.ts'
import { randomId } from '#shared/ids.ts'
import { placeBetween } from '#model/archive-order.ts'
import type { PostKey } from '#model/keys.ts'
import type { Message, Reply } from '#model/message.ts'
import { aliasOfSender } from '#model/message-alias.ts'
import type { Enclosure } from '#model/post.ts'
import { noteMessages } from '#storage/conversations.ts'
import { newestOrder } from '#storage/messages.ts'
import { addIntent } from '#storage/outbox.ts'
import type { AccountDb } from '#storage/schema.ts'

export interface NewMessage {
  me: BareJid
  conversation: BareJid
  body: string
  /** Still on this device. */
  files?: Enclosure[]
  post?: PostKey
  /** The message that it answers. */
  reply?: Reply
  now: number
}

/** Inside a transaction: a message to somebody, and that it is to be sent. @returns its key */
export async function addMessage(db: AccountDb, { me, conversation, body, files, post, reply, now }: NewMessage): Promise<string> {
  const key = randomId()
  const [order = now] = placeBetween([now], await newestOrder(db), Infinity)
  const message: Message = {
    key,
    conversation,
    direction: 'out',
    from: me,
    body,
    ...(files !== undefined && { files }),
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
  await addIntent(db, { kind: 'send-message', messageKey: key, conversation, ...(files && { files: true as const }) }, now)
  return key
}
