/** XEP-0202 Entity Time 2.0. */
import { buildDateTime, parseDateTime } from './date-time.ts'
import { type Element, childText, xml } from './xml.ts'

export const NS_TIME = 'urn:xmpp:time'

export function buildTimeQuery(): Element {
  return xml('time', { xmlns: NS_TIME })
}

/** Epoch ms. */
export function parseTime(time: Element | undefined): number | undefined {
  return time?.is('time', NS_TIME) ? parseDateTime(childText(time, 'utc', NS_TIME)) : undefined
}

/** The answer to such a query, in UTC: the time zone is nobody's business. */
export function buildTime(at: number): Element {
  return xml('time', { xmlns: NS_TIME }, xml('tzo', {}, 'Z'), xml('utc', {}, buildDateTime(at)))
}
