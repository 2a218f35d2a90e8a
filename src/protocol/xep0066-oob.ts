/** XEP-0066 Out of Band Data 1.5, §3 only: an address that travels beside the text of a message. */
import { type Element, childText, children, xml } from './xml.ts'

export const NS_OOB = 'jabber:x:oob'

export interface OutOfBand {
  /** As it was written: the text often repeats it. */
  url: string
  description: string
}

export function parseOutOfBand(message: Element): OutOfBand[] {
  return children(message, 'x', NS_OOB).flatMap(x => {
    const url = childText(x, 'url', NS_OOB)?.trim() ?? ''
    return url === '' ? [] : [{ url, description: childText(x, 'desc', NS_OOB)?.trim() ?? '' }]
  })
}

export function buildOutOfBand(url: string): Element {
  return xml('x', { xmlns: NS_OOB }, xml('url', {}, url))
}
