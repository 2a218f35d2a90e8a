import type { BareJid } from '#shared/jid.ts'
import { randomId } from '#shared/ids.ts'
import { placeBetween } from '#model/archive-order.ts'
import type { PostKey } from '#model/keys.ts'
import { contentOf, type MessageContent } from '#model/message-content.ts'
import type { Message, Reply, Sticker } from '#model/message.ts'
import { aliasOfSender } from '#model/message-alias.ts'
import { areOnlyHere } from '#model/upload.ts'
import { noteMessages } from '#storage/conversations.ts'
import { newestOrder } from '#storage/messages.ts'
import { addIntent } from '#storage/outbox.ts'
import type { AccountDb } from '#storage/schema.ts'

/** Its files are still on this device. */
export interface NewMessage extends MessageContent {
  me: BareJid
  conversation: BareJid
  post?: PostKey
  /** It is one picture, the first of its files. */
  sticker?: Sticker
  /** The message that it answers. */
  reply?: Reply
  now: number
  /** Passed on from elsewhere: it waits so long, in which it can be taken back. */
  waitMs?: number
}

/** Inside a transaction: a message to somebody, and that it is to be sent. @returns its key */
export async function addMessage(
  db: AccountDb,
  { me, conversation, post, sticker, reply, now, waitMs, ...said }: NewMessage,
): Promise<string> {
  const key = randomId()
  const [order = now] = placeBetween([now], await newestOrder(db), Infinity)
  const message: Message = {
    key,
    conversation,
    direction: 'out',
    from: me,
    ...contentOf(said),
    ...(post !== undefined && { post }),
    ...(sticker && { sticker }),
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
  // What is forwarded, or a post that is passed on, was not written in the conversation.
  await noteMessages(db, [message], waitMs === undefined && post === undefined ? 'unread' : 'aside')
  const isUpload = areOnlyHere(said.files)
  const lane = { ...(isUpload && { files: true as const }), ...(waitMs !== undefined && { forwarded: true as const }) }
  await addIntent(db, { kind: 'send-message', messageKey: key, conversation, ...lane }, now, waitMs === undefined ? 0 : now + waitMs)
  return key
}
