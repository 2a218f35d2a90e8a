/** XEP-0198 Stream Management 1.6: the elements. The counting is in engine/session. */
import { type Element, attr, xml } from './xml.ts'

export const NS_SM = 'urn:xmpp:sm:3'

export interface SmEnabled {
  /** Null: counting only, no resumption. */
  id: string | null
  /** Seconds the server keeps a lost session; null where it does not say. */
  maxSeconds: number | null
}

export interface SmResumed {
  /** Null when missing or no number: then nothing can be concluded from it. */
  h: number | null
}

export interface SmFailed {
  h: number | null
  condition: string
}

export function buildEnable(): Element {
  return xml('enable', { xmlns: NS_SM, resume: 'true' })
}

export function buildResume(h: number, previd: string): Element {
  return xml('resume', { xmlns: NS_SM, h, previd })
}

export function buildAckRequest(): Element {
  return xml('r', { xmlns: NS_SM })
}

export function buildAck(h: number): Element {
  return xml('a', { xmlns: NS_SM, h })
}

/** A count of stanzas, 0 ≤ h < 2^32 (§4); null for anything else. */
function parseH(element: Element): number | null {
  const text = attr(element, 'h')
  if (text === undefined || !/^\d{1,10}$/.test(text)) return null
  const h = Number(text)
  return h < 2 ** 32 ? h : null
}

export function parseEnabled(element: Element | undefined): SmEnabled | undefined {
  if (!element?.is('enabled', NS_SM)) return undefined
  const resumable = attr(element, 'resume') === 'true' || attr(element, 'resume') === '1'
  const max = attr(element, 'max')
  return {
    id: resumable ? (attr(element, 'id') ?? null) : null,
    maxSeconds: max !== undefined && /^\d{1,9}$/.test(max) ? Number(max) : null,
  }
}

export function parseResumed(element: Element | undefined): SmResumed | undefined {
  return element?.is('resumed', NS_SM) ? { h: parseH(element) } : undefined
}

export function parseFailed(element: Element | undefined): SmFailed | undefined {
  if (!element?.is('failed', NS_SM)) return undefined
  return { h: parseH(element), condition: element.getChildElements()[0]?.getName() ?? 'undefined-condition' }
}

export function isAckRequest(element: Element): boolean {
  return element.is('r', NS_SM)
}

export function parseAck(element: Element): { h: number | null } | undefined {
  return element.is('a', NS_SM) ? { h: parseH(element) } : undefined
}
