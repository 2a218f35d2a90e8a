/** XEP-0363 HTTP File Upload 1.2.0: asking for a place to put a file. The upload itself is plain HTTP. */
import { type Element, attr, child, children, xml } from './xml.ts'

export const NS_UPLOAD = 'urn:xmpp:http:upload:0'

export interface SlotRequest {
  name: string
  bytes: number
  mediaType: string
}

export interface UploadSlot {
  putUrl: string
  getUrl: string
  /** To be sent with the file, in this order. */
  headers: [name: string, value: string][]
}

/** Anything else that a service wants sent could turn the request into another one (§5, §11.2). */
const HEADERS = /^(?:authorization|cookie|expires)$/i

export function buildSlotRequest({ name, bytes, mediaType }: SlotRequest): Element {
  return xml('request', { xmlns: NS_UPLOAD, filename: name, size: bytes, 'content-type': mediaType || null })
}

/** Undefined when the answer is no slot, or one whose addresses are not safe: https, or this very machine. */
export function parseSlot(payload: Element | undefined): UploadSlot | undefined {
  if (!payload?.is('slot', NS_UPLOAD)) return undefined
  const put = child(payload, 'put', NS_UPLOAD)
  const putUrl = safeUrl(attr(put, 'url'))
  const getUrl = safeUrl(attr(child(payload, 'get', NS_UPLOAD), 'url'))
  if (putUrl === undefined || getUrl === undefined) return undefined
  return { putUrl, getUrl, headers: children(put, 'header', NS_UPLOAD).flatMap(headerOf) }
}

function safeUrl(text: string | undefined): string | undefined {
  if (text === undefined || !URL.canParse(text)) return undefined
  const { protocol, hostname, username, password, href } = new URL(text)
  if (username !== '' || password !== '') return undefined
  const isLoopback = hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]'
  return protocol === 'https:' || (protocol === 'http:' && isLoopback) ? href : undefined
}

function headerOf(header: Element): [string, string][] {
  const withoutBreaks = (text: string): string => text.replace(/[\r\n\0]/g, '').trim()
  const name = withoutBreaks(attr(header, 'name') ?? '')
  return HEADERS.test(name) ? [[name, withoutBreaks(header.getText())]] : []
}
