/** XEP-0059 Result Set Management 1.0. */
import { type Element, child, childText, parseCount, xml } from './xml.ts'

export const NS_RSM = 'http://jabber.org/protocol/rsm'

export interface ResultSetQuery {
  max: number
  /** '' asks for the last page. */
  before?: string
  after?: string
}

export interface ResultSet {
  first: string | null
  last: string | null
  /** What the server claims; never a reason to allocate. */
  count: number | null
}

export function buildResultSet({ max, before, after }: ResultSetQuery): Element {
  return xml(
    'set',
    { xmlns: NS_RSM },
    xml('max', {}, max),
    before === undefined ? null : xml('before', {}, before || null),
    after === undefined ? null : xml('after', {}, after),
  )
}

/** Undefined when the answer has no set: the service does not page. */
export function parseResultSet(parent: Element | undefined): ResultSet | undefined {
  const set = child(parent, 'set', NS_RSM)
  if (!set) return undefined
  return {
    first: childText(set, 'first', NS_RSM) || null,
    last: childText(set, 'last', NS_RSM) || null,
    count: parseCount(childText(set, 'count', NS_RSM)) ?? null,
  }
}
