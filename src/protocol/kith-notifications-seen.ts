/** Kith's own: up to when notifications were seen, as the one item of a private node (XEP-0223), so that all devices of a person agree. */
import { buildDateTime, parseDateTime } from './date-time.ts'
import { type Element, attr, xml } from './xml.ts'

export const NOTIFICATIONS_SEEN = 'https://kith.invalid/notifications-seen:0'
export const SEEN_ITEM = 'current'

/** Epoch ms; undefined when the payload is something else. */
export function parseSeen(payload: Element | undefined): number | undefined {
  return payload?.is('seen', NOTIFICATIONS_SEEN) ? parseDateTime(attr(payload, 'until')) : undefined
}

export function buildSeen(until: number): Element {
  return xml('seen', { xmlns: NOTIFICATIONS_SEEN, until: buildDateTime(until) })
}
