/** RFC 6121 §5: messages of one-to-one chat, with what travels beside the text. */
import { type BareJid, parseJid } from '#shared/jid.ts'
import { buildChatState } from './xep0085-chat-states.ts'
import { buildReceiptRequest } from './xep0184-receipts.ts'
import { buildMarkable } from './xep0333-markers.ts'
import { buildOriginId } from './xep0359-stanza-ids.ts'
import { type Element, attr, child, childText, xml } from './xml.ts'

export const NS_CLIENT = 'jabber:client'

export type MessageType = 'normal' | 'chat' | 'groupchat' | 'headline' | 'error'

const TYPES: readonly MessageType[] = ['normal', 'chat', 'groupchat', 'headline', 'error']

/** An unknown type is `normal` (RFC 6121 §5.2.2). */
export function messageType(message: Element): MessageType {
  return TYPES.find(type => type === attr(message, 'type')) ?? 'normal'
}

export function parseBody(message: Element): string | undefined {
  return childText(message, 'body', NS_CLIENT)
}

/** True for private messages through a room and for the room's own words: they belong to rooms, not to a conversation of two. */
export function isFromRoom(message: Element): boolean {
  return child(message, 'x', 'http://jabber.org/protocol/muc#user') !== undefined
}

export function addressesOf(message: Element): { from: ReturnType<typeof parseJid>; to: ReturnType<typeof parseJid> } {
  return { from: parseJid(attr(message, 'from')), to: parseJid(attr(message, 'to')) }
}

/** A text for one person. The id is origin-id and stanza id alike, so that either finds it again. */
export function buildChatMessage({ to, id, body }: { to: BareJid; id: string; body: string }, ...more: Element[]): Element {
  return xml(
    'message',
    { xmlns: NS_CLIENT, to, id, type: 'chat' },
    xml('body', {}, body),
    buildChatState('active'),
    buildOriginId(id),
    buildReceiptRequest(),
    buildMarkable(),
    more,
  )
}

/** A message without text: a receipt, a marker. */
export function buildSignal(to: BareJid, id: string, ...payload: Element[]): Element {
  return xml('message', { xmlns: NS_CLIENT, to, id, type: 'chat' }, payload)
}
