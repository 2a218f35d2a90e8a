/** XEP-0172 User Nickname 1.1. */
import type { Element } from './xml.ts'

export const NS_NICK = 'http://jabber.org/protocol/nick'
const MAX_NICK = 200

/** Undefined when the payload is no nickname; '' when it was taken back. */
export function parseNick(payload: Element | undefined): string | undefined {
  return payload?.is('nick', NS_NICK) ? payload.getText().trim().slice(0, MAX_NICK) : undefined
}
