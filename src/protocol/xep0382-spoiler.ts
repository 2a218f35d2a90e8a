/** XEP-0382 Spoiler Messages 0.2.0: what is not to be seen before somebody wants it, and what it is about. */
import { type Element, child, xml } from './xml.ts'

export const NS_SPOILER = 'urn:xmpp:spoiler:0'

/** Of what it is about. */
export const LONGEST_HINT = 200

/** What it is about, '' where that is not told; undefined for most messages. Of several languages the first. */
export function parseSpoiler(message: Element): string | undefined {
  const spoiler = child(message, 'spoiler', NS_SPOILER)
  const hint = spoiler
    ?.getText()
    .slice(0, 4 * LONGEST_HINT)
    .replace(/\s+/gu, ' ')
    .trim()
  return hint === undefined ? undefined : Array.from(hint).slice(0, LONGEST_HINT).join('')
}

export function buildSpoiler(hint: string): Element {
  return xml('spoiler', { xmlns: NS_SPOILER }, hint)
}
