/**
 * Kith's own: small facts that all devices of a person share (what is muted, lists, tags, how views are set, where one reads), as items
 * of one private node (XEP-0223). The value is JSON (XEP-0335), which a later version may add fields to without losing them here.
 */
import { buildDateTime, parseDateTime } from './date-time.ts'
import { type Element, attr, childText, namespaceOf, xml } from './xml.ts'

/** The node, and the namespace of what is in it. */
export const RECORDS_NODE = 'urn:xmpp:kith:records:0'
const NS_JSON = 'urn:xmpp:json:0'

const LONGEST = 50_000

export interface RecordPayload {
  value: unknown
  /** Epoch ms; null when it is not said. */
  changedAt: number | null
}

/** Undefined when the payload is something else, or no JSON. */
export function parseRecord(payload: Element | undefined): RecordPayload | undefined {
  if (payload?.getName() !== 'record' || namespaceOf(payload) !== RECORDS_NODE) return undefined
  const text = childText(payload, 'json', NS_JSON)
  if (!text || text.length > LONGEST) return undefined
  try {
    return { value: JSON.parse(text) as unknown, changedAt: parseDateTime(attr(payload, 'changed')) ?? null }
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

export function buildRecord(value: unknown, changedAt: number): Element {
  const json = xml('json', { xmlns: NS_JSON }, JSON.stringify(value))
  return xml('record', { xmlns: RECORDS_NODE, changed: buildDateTime(changedAt) }, json)
}
