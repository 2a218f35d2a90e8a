/** XEP-0203 Delayed Delivery 2.0. Whether a stamp is believed is the reader's affair (§5). */
import { parseDateTime } from './date-time.ts'
import { type Element, attr, child } from './xml.ts'

export const NS_DELAY = 'urn:xmpp:delay'

export interface Delay {
  /** Who says so; null when nobody is named. */
  from: string | null
  stampAt: number
}

export function parseDelay(stanza: Element): Delay | undefined {
  const delay = child(stanza, 'delay', NS_DELAY)
  const stampAt = parseDateTime(attr(delay, 'stamp'))
  return stampAt === undefined ? undefined : { from: attr(delay, 'from') ?? null, stampAt }
}
