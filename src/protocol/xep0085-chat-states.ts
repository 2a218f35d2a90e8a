/** XEP-0085 Chat State Notifications 2.1. */
import { type Element, child, xml } from './xml.ts'

export const NS_CHAT_STATES = 'http://jabber.org/protocol/chatstates'

const STATES = ['active', 'composing', 'paused', 'inactive', 'gone'] as const

export type ChatState = (typeof STATES)[number]

export function parseChatState(message: Element): ChatState | undefined {
  return STATES.find(state => child(message, state, NS_CHAT_STATES) !== undefined)
}

export function buildChatState(state: ChatState): Element {
  return xml(state, { xmlns: NS_CHAT_STATES })
}
