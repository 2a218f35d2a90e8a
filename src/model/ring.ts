import type { BareJid } from '#shared/jid.ts'
import { isMutedAt, isRequest, usualNotify } from './conversation.ts'
import { mentions } from './mentions.ts'
import type { Conversation, Message } from './message.ts'
import type { NotifySetting } from './record.ts'

/** What of a conversation may ring now: nothing of one that is muted, nor of a stranger's. */
export function ringingOf(conversation: Conversation, now: number): NotifySetting {
  if (isRequest(conversation) || isMutedAt(conversation, now)) return 'never'
  return conversation.notify ?? usualNotify(conversation)
}

/** Whether a message answers or names its reader. */
export function concernsMe(me: BareJid, { reply, body }: Pick<Message, 'reply' | 'body'>): boolean {
  return reply?.to === me || mentions(me, { text: body })
}

/** Whether a message of somebody else is one that may ring. */
export function isRinging(me: BareJid, message: Message, setting: NotifySetting): boolean {
  if (message.direction === 'out' || message.retracted || setting === 'never') return false
  return setting === 'always' || concernsMe(me, message)
}
