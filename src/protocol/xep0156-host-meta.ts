/** XEP-0156 Discovering Alternative XMPP Connection Methods 1.4: the WebSocket links of a host-meta file, JSON or XML. */
import { type Element, attr, children } from './xml.ts'

const NS_XRD = 'http://docs.oasis-open.org/ns/xri/xrd-1.0'
const WEBSOCKET = 'urn:xmpp:alt-connections:websocket'

/** Only encrypted addresses count, and unencrypted ones of this very machine (§4). */
function isUsable(href: unknown): href is string {
  if (typeof href !== 'string' || !URL.canParse(href)) return false
  const { protocol, hostname } = new URL(href)
  return protocol === 'wss:' || (protocol === 'ws:' && (hostname === 'localhost' || hostname === '127.0.0.1'))
}

interface Link {
  rel?: unknown
  href?: unknown
}

/** @param json whatever the file held; anything unexpected gives no link */
export function parseHostMetaJson(json: unknown): string[] {
  const links: unknown = typeof json === 'object' && json !== null ? (json as { links?: unknown }).links : undefined
  if (!Array.isArray(links)) return []
  return links.flatMap((link: Link | null) => (link?.rel === WEBSOCKET && isUsable(link.href) ? link.href : []))
}

export function parseHostMetaXml(root: Element | undefined): string[] {
  if (!root?.is('XRD', NS_XRD)) return []
  return children(root, 'Link', NS_XRD).flatMap(link => {
    const href = attr(link, 'href')
    return attr(link, 'rel') === WEBSOCKET && isUsable(href) ? href : []
  })
}
