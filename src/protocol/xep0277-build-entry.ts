/** Writing entries, so that XEP-0277, XEP-0472 and Movim's stricter reader are all content: title and updated always, its order. */
import { type BareJid, domainOf } from '#shared/jid.ts'
import type { RichNode } from '#shared/rich-text.ts'
import { buildDateTime } from './date-time.ts'
import { buildGeoloc, type GeoLocation } from './xep0080-geoloc.ts'
import { DELICATE, type EntryEnclosure, type EntryLink, NS_ATOM, NS_THREAD } from './xep0277-microblog.ts'
import { buildFileMetadata } from './xep0446-file-metadata.ts'
import { buildRichText, NS_XHTML, paragraphsOf } from './xhtml-rich-text.ts'
import { type Element, xml } from './xml.ts'
import { buildPubsubUri, type PubsubUri } from './xmpp-uri.ts'

export interface OutgoingEntry {
  service: BareJid
  node: string
  itemId: string
  /** Who publishes it. */
  by: BareJid
  /** Mandatory in Atom, and Movim drops what has none. */
  title: string
  /** '' for a post that is all title. Markdown where there is markup. */
  text: string
  /** The markup of the text; null for a text without any. */
  rich: readonly RichNode[] | null
  /** Who the entry says wrote it: of one that only repeats another, the other's author (XEP-0277 §3.7). Null where that is not known. */
  author: { jid: BareJid | null; name: string } | null
  publishedAt: number
  updatedAt: number
  categories: readonly string[]
  enclosures: readonly EntryEnclosure[]
  links: readonly EntryLink[]
  webUrl: string | null
  comments: Pick<PubsubUri, 'service' | 'node'> | null
  inReplyTo: PubsubUri | null
  via: PubsubUri | null
  location: GeoLocation | null
  /** Null when nothing is delicate; '' when there is no more to say than that it is. */
  warning: string | null
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** RFC 4287 §4.2.6 wants an IRI that never changes: the item id inside a tag (RFC 4151) of the author's domain and the day. */
export function atomIdOf({ itemId, by, publishedAt }: Pick<OutgoingEntry, 'itemId' | 'by' | 'publishedAt'>): string {
  if (UUID.test(itemId)) return `urn:uuid:${itemId}`
  return `tag:${domainOf(by)},${buildDateTime(publishedAt).slice(0, 10)}:${encodeURIComponent(itemId)}`
}

function contentsOf({ text, rich }: Pick<OutgoingEntry, 'text' | 'rich'>): Element[] {
  if (text === '' && !rich?.length) return []
  const marked = xml('div', { xmlns: NS_XHTML }, rich?.length ? buildRichText(rich) : paragraphsAsXhtml(text))
  // XEP-0472 §4.2: markup never goes without its text.
  return [xml('content', { type: 'xhtml' }, marked), xml('content', { type: 'text' }, text)]
}

function paragraphsAsXhtml(text: string): Element[] {
  return paragraphsOf(text).map(lines =>
    xml(
      'p',
      {},
      lines.flatMap((line, index) => (index === 0 ? [line] : [xml('br'), line])),
    ),
  )
}

/** Movim reads the link's attributes, where the title is all that can describe a picture. */
function buildEnclosure({ url, mediaType, title, bytes, width, height, alt }: EntryEnclosure): Element {
  return xml(
    'link',
    { rel: 'enclosure', href: url, type: mediaType || null, title: alt || title || null, length: bytes },
    buildFileMetadata({ mediaType, name: title, description: alt, bytes, width, height }),
  )
}

function buildAuthor(author: OutgoingEntry['author']): Element | null {
  if (!author || (author.name === '' && author.jid === null)) return null
  return xml('author', {}, author.name ? xml('name', {}, author.name) : null, author.jid ? xml('uri', {}, `xmpp:${author.jid}`) : null)
}

export function buildEntry(entry: OutgoingEntry): Element {
  const { title, comments, inReplyTo, webUrl, via, location, warning } = entry
  const isDelicate = warning !== null
  const here = { service: entry.service, node: entry.node, item: entry.itemId }
  return xml(
    'entry',
    { xmlns: NS_ATOM, 'xmlns:thr': inReplyTo ? NS_THREAD : null },
    xml('id', {}, atomIdOf(entry)),
    xml('title', {}, title),
    buildAuthor(entry.author),
    xml('link', { rel: 'alternate', href: buildPubsubUri(here) }),
    comments ? xml('link', { rel: 'replies', title: 'comments', href: buildPubsubUri(comments) }) : null,
    webUrl ? xml('link', { rel: 'alternate', type: 'text/html', title, href: webUrl }) : null,
    entry.links.map(({ url, title, description }) =>
      xml('link', { rel: 'related', href: url, type: 'text/html', title: title || null, description: description || null }),
    ),
    via ? xml('link', { rel: 'via', href: buildPubsubUri(via) }) : null,
    inReplyTo ? xml('thr:in-reply-to', { href: buildPubsubUri(inReplyTo) }) : null,
    entry.enclosures.map(buildEnclosure),
    warning ? xml('summary', { type: 'text' }, warning) : null,
    contentsOf(isDelicate && entry.text === '' ? { text: title, rich: entry.rich } : entry),
    xml('published', {}, buildDateTime(entry.publishedAt)),
    entry.categories.map(term => xml('category', { term })),
    isDelicate && !entry.categories.includes(DELICATE) ? xml('category', { term: DELICATE }) : null,
    xml('updated', {}, buildDateTime(entry.updatedAt)),
    xml('generator', {}, 'Kith'),
    location && buildGeoloc(location),
  )
}
