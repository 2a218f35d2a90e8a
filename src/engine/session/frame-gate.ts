/** The gate in front of everything: one WebSocket frame in, one checked element out, no memory of earlier frames (RFC 7395 §3.3). */
import type { Element } from '@xmpp/xml'
import { XmlFault } from './xml-fault.ts'
import { readElement } from './xml-reader.ts'

export const MAX_FRAME_BYTES = 16 * 1024 * 1024

function isTooLarge(frame: string): boolean {
  if (frame.length > MAX_FRAME_BYTES) return true
  // A UTF-16 unit is at most three bytes of UTF-8: only frames near the limit are worth counting.
  return frame.length * 3 > MAX_FRAME_BYTES && new TextEncoder().encode(frame).length > MAX_FRAME_BYTES
}

/**
 * @param data as the WebSocket delivers it; anything but text is refused
 * @throws XmlFault
 */
export function admitFrame(data: unknown): Element {
  if (typeof data !== 'string') throw new XmlFault('not-well-formed', 'binary frame')
  if (isTooLarge(data)) throw new XmlFault('policy-violation', 'frame too large')
  return readElement(data)
}
