/** XEP-0372 References 0.5.0: a message that passes a post on (Movim's way, with XEP-0066 beside it), and people whom its words name. */
import { buildOutOfBand } from './xep0066-oob.ts'
import { type BareJid } from '#shared/jid.ts'
import { parseXmppUri } from '#shared/xmpp-uri.ts'
import { type Element, attr, children, parseCount, xml } from './xml.ts'
import { parsePubsubUri, type PubsubUri } from './xmpp-uri.ts'

const NS_REFERENCE = 'urn:xmpp:reference:0'

/** Encoded, as Movim writes it here and reads it; its entries have it raw. */
function encodedUri({ service, node, item }: PubsubUri): string {
  return `xmpp:${service}?;node=${encodeURIComponent(node)};item=${encodeURIComponent(item ?? '')}`
}

export function buildPostReference(post: PubsubUri): Element[] {
  const uri = encodedUri(post)
  return [xml('reference', { xmlns: NS_REFERENCE, type: 'data', uri }), buildOutOfBand(uri)]
}

/** The post that a message passes on; undefined for most. */
export function parsePostReference(message: Element): PubsubUri | undefined {
  return children(message, 'reference', NS_REFERENCE)
    .filter(reference => attr(reference, 'type') === 'data')
    .flatMap(reference => parsePubsubUri(attr(reference, 'uri')) ?? [])
    .find(uri => uri.item !== null)
}

export interface MentionReference {
  /** As it stands in the text. */
  text: string
  jid: BareJid
}

const MOST_MENTIONS = 20
const LONGEST_NAME = 100

/** People whom a text names, each name once (§3.2). @param body as it came: places in it are counted in code points (XEP-0426) */
export function parseMentions(message: Element, body: string): MentionReference[] {
  const references = children(message, 'reference', NS_REFERENCE).filter(each => attr(each, 'type') === 'mention')
  if (references.length === 0) return []
  const points = Array.from(body)
  const found = new Map<string, MentionReference>()
  for (const reference of references.slice(0, 5 * MOST_MENTIONS)) {
    const uri = parseXmppUri(attr(reference, 'uri') ?? '')
    const [begin, end] = [parseCount(attr(reference, 'begin')), parseCount(attr(reference, 'end'))]
    if (!uri || uri.node !== null || begin === undefined || end === undefined || end > points.length) continue
    const text = end - begin <= LONGEST_NAME ? points.slice(begin, end).join('') : ''
    if (text.trim() === '' || text.includes('\n') || found.size === MOST_MENTIONS) continue
    if (!found.has(text)) found.set(text, { text, jid: uri.jid })
  }
  return [...found.values()]
}

/** A reference for the first place where each of them is named. */
export function buildMentions(body: string, mentions: readonly MentionReference[]): Element[] {
  return mentions.flatMap(({ text, jid }) => {
    const at = body.indexOf(text)
    if (at < 0) return []
    const begin = Array.from(body.slice(0, at)).length
    const end = begin + Array.from(text).length
    return [
      xml('reference', { xmlns: NS_REFERENCE, type: 'mention', begin: String(begin), end: String(end), uri: `xmpp:${encodeURI(jid)}` }),
    ]
  })
}
