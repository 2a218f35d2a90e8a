import type { BareJid } from '#shared/jid.ts'
import type { Conversation, Message } from './message.ts'

const PREVIEW_CHARS = 200

export function newConversation(jid: BareJid, now: number): Conversation {
  return {
    jid,
    kind: 'person',
    lastOrder: now,
    lastAt: now,
    preview: '',
    previewDirection: 'in',
    previewState: 'received',
    unread: 0,
    readOrder: 0,
    historyComplete: false,
    archived: 0,
    pinned: 0,
  }
}

/** A conversation whose newest message is this one. */
export function withNewest(conversation: Conversation, message: Message): Conversation {
  const { previewRetracted: _, ...rest } = conversation
  return {
    ...rest,
    ...(message.retracted && { previewRetracted: true }),
    lastOrder: message.order,
    lastAt: message.sentAt,
    preview: message.retracted ? '' : message.body.slice(0, PREVIEW_CHARS),
    previewDirection: message.direction,
    previewState: message.state,
  }
}
