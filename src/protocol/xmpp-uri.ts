/** Addresses of pubsub nodes and items (XEP-0060 §12.22, RFC 5122), as XEP-0277 writes them and as Movim does. */
import { type BareJid, parseBareJid } from '#shared/jid.ts'

export interface PubsubUri {
  service: BareJid
  node: string
  /** Item id, null when the address is the node's. */
  item: string | null
}

/** Values are written raw by Movim and percent-encoded by XEP-0277: what does not decode was raw. */
function decode(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch (error) {
    if (error instanceof URIError) return value
    throw error
  }
}

function valueOf(parts: readonly string[], name: string): string | undefined {
  const part = parts.find(candidate => candidate.startsWith(`${name}=`))
  return part === undefined ? undefined : decode(part.slice(name.length + 1))
}

/** Undefined when the address is not one of a node. Spaces after a `;`, as in XEP-0277's own examples, are tolerated. */
export function parsePubsubUri(text: string | undefined): PubsubUri | undefined {
  const match = /^\s*xmpp:(?:\/\/[^/?#]*\/)?([^?#]+)\?([^#]*)/is.exec(text ?? '')
  if (!match) return undefined
  const [, address = '', query = ''] = match
  const parts = query.split(';').map(part => part.trim())
  const service = parseBareJid(decode(address.trim()))
  const node = valueOf(parts, 'node')
  return service && node ? { service, node, item: valueOf(parts, 'item') || null } : undefined
}

/** Raw, since Movim does not decode what it reads; only what would break the address apart is encoded. */
function encodeSparingly(value: string): string {
  return value.replace(/[%;?#&\s<>"]/g, char => encodeURIComponent(char))
}

/** `xmpp:SERVICE?;node=NODE;item=ID`, in this order: Movim splits at the places. */
export function buildPubsubUri({ service, node, item }: { service: BareJid; node: string; item?: string | null }): string {
  const place = `xmpp:${service}?;node=${encodeSparingly(node)}`
  return item ? `${place};item=${encodeSparingly(item)}` : place
}
