/**
 * Who may say it. One rule each, for everything a message can claim; each has a test that tells it apart from its honest twin.
 */
import { type BareJid, bareOf, domainOf, type Jid } from '#shared/jid.ts'
import type { Message } from '#model/message.ts'
import { type Element, attr } from '#protocol/xml.ts'

/** Carbons come from the own bare address (XEP-0280 §11); anybody else's copy is an attempt to put words into somebody's mouth. */
export function mayCarbon(account: BareJid, from: Jid): boolean {
  return from === account
}

/** A copy of what I sent was sent by me; a copy of what I received was not (XEP-0280 §10.4). */
export function isHonestCarbon(account: BareJid, direction: 'sent' | 'received', innerFrom: Jid | undefined): boolean {
  if (!innerFrom) return false
  return direction === 'sent' ? bareOf(innerFrom) === account : bareOf(innerFrom) !== account
}

/** An error about my message comes from whom I wrote to, or from a server on the way: theirs or mine. */
export function mayBounce(account: BareJid, message: Pick<Message, 'direction' | 'conversation'>, from: Jid): boolean {
  if (message.direction !== 'out') return false
  const sender = bareOf(from)
  return sender === message.conversation || sender === domainOf(message.conversation) || sender === domainOf(account) || sender === account
}

/** The roster is the own account's (RFC 6121 §2.1.6): a push names one item and comes from nobody else. */
export function mayPushRoster(account: BareJid, from: Jid): boolean {
  return from === account
}

/** A delay is believed from the own server and account (XEP-0203 §5): anybody else may only shift his own message, so we do not care. */
export function mayDelay(account: BareJid, delayFrom: Jid | undefined): boolean {
  return delayFrom !== undefined && !attrIsForeign(account, delayFrom)
}

function attrIsForeign(account: BareJid, from: Jid): boolean {
  const sender = bareOf(from)
  return sender !== account && sender !== domainOf(account)
}

/** Conversations of two are with people, and with what has no name before its domain: a gateway, a bot, the server. Live as in the archive. */
export function isConversationPartner(jid: BareJid): boolean {
  return jid !== ''
}

/** What `type='error'` is about: the id of the message that failed. */
export function bouncedId(message: Element): string | undefined {
  return attr(message, 'id')
}
