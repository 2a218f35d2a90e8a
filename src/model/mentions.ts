import type { BareJid } from '#shared/jid.ts'
import type { RichNode } from '#shared/rich-text.ts'
import { parseXmppUri } from '#shared/xmpp-uri.ts'

/** Words of somebody: text as written, and its markup where it has some. */
interface Words {
  text: string
  rich?: readonly RichNode[] | null
}

/** Of a longer text only the beginning is looked through. */
const LONGEST = 50_000
/** What goes on with an address in front of it, as in `the-ada@example.org`. */
const JOINS_BEFORE = /[\p{L}\p{N}\p{M}._%+@/=-]$/u
/** And behind it, as in `ada@example.organic` or `ada@example.org.uk`. The dot at the end of a sentence does not. */
const JOINS_BEHIND = /^(?:[\p{L}\p{N}\p{M}_@-]|\.[\p{L}\p{N}])/u
/** A place of somebody's, as one of their posts, and not they themselves (XEP-0060 §12.22). */
const NAMES_A_PLACE = /^\?[^\s)>\]"']*;\s*node=/u

/**
 * Whether somebody is named: by an address, alone or as an `xmpp:` link, which is what the composer writes for `@name`. A name without
 * an address may be anybody's.
 */
export function mentions(jid: BareJid, { text, rich }: Words): boolean {
  return namedIn(jid, text) || (rich ?? []).some(node => namedInRich(jid, node))
}

function namedIn(jid: BareJid, text: string): boolean {
  const words = text.slice(0, LONGEST).toLowerCase()
  return [...new Set([jid, encodeURI(jid), encodeURI(jid).toLowerCase()])].some(address => stands(address, words))
}

function stands(address: string, words: string): boolean {
  for (let at = words.indexOf(address); at >= 0; at = words.indexOf(address, at + 1)) {
    const before = words.slice(Math.max(0, at - 20), at)
    const behind = words.slice(at + address.length, at + address.length + 200)
    const isWhole = before.endsWith('xmpp:') || !JOINS_BEFORE.test(before)
    if (isWhole && !JOINS_BEHIND.test(behind) && !NAMES_A_PLACE.test(behind)) return true
  }
  return false
}

/** Not in what is quoted: those words were somebody else's, and were told then. */
function namedInRich(jid: BareJid, node: RichNode): boolean {
  if (typeof node === 'string') return namedIn(jid, node)
  if (node.tag === 'blockquote') return false
  const uri = node.attrs.href === undefined ? undefined : parseXmppUri(node.attrs.href)
  return (uri?.jid === jid && uri.node === null) || node.children.some(child => namedInRich(jid, child))
}
