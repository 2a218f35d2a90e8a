/** The gate in front of everything: one WebSocket frame in, one checked element out, no memory of earlier frames (RFC 7395 §3.3). */
import { buildStanzaError } from '#protocol/stanza-error.ts'
import { type Element, attr, xml } from '#protocol/xml.ts'
import { XmlFault } from './xml-fault.ts'
import { readElement, readRoot } from './xml-reader.ts'

export const MAX_FRAME_BYTES = 16 * 1024 * 1024

function isTooLarge(frame: string): boolean {
  if (frame.length > MAX_FRAME_BYTES) return true
  // A UTF-16 unit is at most three bytes of UTF-8: only frames near the limit are worth counting.
  return frame.length * 3 > MAX_FRAME_BYTES && new TextEncoder().encode(frame).length > MAX_FRAME_BYTES
}

/**
 * What is left of a stanza that is too large: who sent it and what it was, so that it counts like any other. A server that let it
 * through once would send it again after every reconnection.
 */
function huskOf(frame: string): Element {
  const root = readRoot(frame)
  const type = attr(root, 'type')
  if (!['message', 'presence', 'iq'].includes(root.name)) throw new XmlFault('policy-violation', 'frame too large')
  if (root.name !== 'iq' || (type !== 'result' && type !== 'error')) return root
  return xml('iq', { ...root.attrs, type: 'error' }, buildStanzaError('cancel', 'policy-violation'))
}

/**
 * @param data as the WebSocket delivers it; anything but text is refused
 * @throws XmlFault
 */
export function admitFrame(data: unknown): Element {
  if (typeof data !== 'string') throw new XmlFault('not-well-formed', 'binary frame')
  return isTooLarge(data) ? huskOf(data) : readElement(data)
}
