/** XEP-0428 Fallback Indication 0.2: which part of a body is there only for clients that do not understand something. */
import { type Element, attr, child, children, namespaceOf, parseCount, xml } from './xml.ts'

export const NS_FALLBACK = 'urn:xmpp:fallback:0'
/** What it was called before XEP-0428 took it over; slixmpp 1.8 of Debian, and what is built on it, still says so. */
const NS_FALLBACK_OF_FEATURES = 'urn:xmpp:feature-fallback:0'

/** More than anybody's message has: each character is held against each of them. */
const MOST_RANGES = 20

/** In code points, from here up to there. */
interface Range {
  start: number
  end: number
}

/** Parts of the body that are a fallback for one of these namespaces. `all`: the whole of it. */
function rangesFor(message: Element, namespaces: readonly string[]): Range[] | 'all' {
  const ranges: Range[] = []
  const all = [NS_FALLBACK, NS_FALLBACK_OF_FEATURES].flatMap(namespace => children(message, 'fallback', namespace))
  for (const fallback of all) {
    if (!namespaces.includes(attr(fallback, 'for') ?? '')) continue
    const parts = children(fallback, 'body', namespaceOf(fallback))
    // §2.3: without parts, or with one that names no range, it is all of it.
    if (parts.length === 0 && child(fallback, 'subject', namespaceOf(fallback)) === undefined) return 'all'
    for (const part of parts) {
      const [start, end] = [parseCount(attr(part, 'start')), parseCount(attr(part, 'end'))]
      if (start === undefined && end === undefined) return 'all'
      if (start !== undefined && end !== undefined && end > start && ranges.length < MOST_RANGES) ranges.push({ start, end })
    }
  }
  return ranges
}

export interface SplitBody {
  /** What is said. */
  body: string
  /** What was only there as a fallback. */
  fallback: string
}

/** The body without what is there only for clients that do not understand one of these namespaces. */
export function withoutFallback(message: Element, body: string, ...namespaces: string[]): SplitBody {
  const ranges = rangesFor(message, namespaces)
  if (ranges === 'all') return { body: '', fallback: body }
  if (ranges.length === 0) return { body, fallback: '' }
  const points = Array.from(body)
  const isFallback = (at: number): boolean => ranges.some(({ start, end }) => at >= start && at < end)
  return {
    body: points.filter((_, at) => !isFallback(at)).join(''),
    fallback: points.filter((_, at) => isFallback(at)).join(''),
  }
}

/** @param end length of the fallback at the beginning of the body, in code points; without it all of the body is */
export function buildFallback(namespace: string, end?: number): Element {
  const part = end === undefined ? null : xml('body', { start: '0', end })
  return xml('fallback', { xmlns: NS_FALLBACK, for: namespace }, part)
}

/** The whole body is one; said in the long form, since some readers look for the part that is meant. */
export function buildBodyFallback(namespace: string): Element {
  return xml('fallback', { xmlns: NS_FALLBACK, for: namespace }, xml('body'))
}
