/** XEP-0297 Stanza Forwarding 1.0. A forwarded message is quoted content: who wrapped it decides what it is worth (§7). */
import { type Delay, parseDelay } from './xep0203-delay.ts'
import { type Element, child } from './xml.ts'

export const NS_FORWARD = 'urn:xmpp:forward:0'

export interface Forwarded {
  message: Element
  delay: Delay | undefined
}

/** One layer only: a forwarded message inside the forwarded one stays where it is. */
export function parseForwarded(parent: Element | undefined): Forwarded | undefined {
  const forwarded = child(parent, 'forwarded', NS_FORWARD)
  const message = child(forwarded, 'message', 'jabber:client')
  return forwarded && message ? { message, delay: parseDelay(forwarded) } : undefined
}
