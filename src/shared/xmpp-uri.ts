import { type BareJid, parseBareJid } from './jid.ts'

/** What an `xmpp:` address points at (RFC 5122, XEP-0147; node and item as XEP-0060 §12.22). */
export interface XmppUri {
  jid: BareJid
  /** `message`, `join`, `subscribe`, …; empty when the address only names somebody. */
  action: string
  node: string | null
  item: string | null
}

const MAX_LENGTH = 4096

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (error) {
    // Movim and others write node names raw, and a raw "%" is no escape.
    if (error instanceof URIError) return text
    throw error
  }
}

/** Parts of an `xmpp:` address, or undefined when it is not one. */
export function parseXmppUri(uri: string): XmppUri | undefined {
  if (uri.length > MAX_LENGTH || !/^xmpp:/i.test(uri)) return undefined
  const [path = '', ...queries] = uri.slice(5).replace(/#.*$/s, '').split('?')
  // `xmpp://account/jid` names the account to use first (RFC 5122 §2.3); ours is the one that is open.
  const jid = parseBareJid(decode(path.startsWith('//') ? path.slice(2).replace(/^[^/]*\//, '') : path))
  if (!jid) return undefined
  const [action = '', ...pairs] = queries.join('?').split(';')
  const values = new Map(pairs.map(pair => [pair.split('=', 1)[0] ?? '', decode(pair.slice(pair.indexOf('=') + 1))]))
  return { jid, action: decode(action), node: values.get('node') || null, item: values.get('item') || null }
}

/** The address of a post or node for others, percent-encoded. */
export function buildXmppUri({ jid, node, item }: { jid: BareJid; node: string; item?: string }): string {
  const ending = item === undefined ? '' : `;item=${encodeURIComponent(item)}`
  return `xmpp:${jid}?;node=${encodeURIComponent(node)}${ending}`
}
