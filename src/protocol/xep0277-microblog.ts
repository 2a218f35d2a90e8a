/**
 * Reading entries of blogs and communities: XEP-0277 Microblogging 0.6.5, XEP-0472 Pubsub Social Feed 0.2.1 and the ways of Movim.
 * Lenient throughout: whatever can be shown is a post, with what is missing left null.
 */
import { type BareJid, parseBareJid } from '#shared/jid.ts'
import type { RichNode } from '#shared/rich-text.ts'
import { safeLink, safeMediaUrl } from '#shared/safe-url.ts'
import { parseAtomText } from './atom-text.ts'
import { parseDateTime } from './date-time.ts'
import { type Element, attr, child, children, childText, parseCount } from './xml.ts'
import { type GeoLocation, parseGeoloc } from './xep0080-geoloc.ts'
import { parseFileMetadata } from './xep0446-file-metadata.ts'
import { parsePubsubUri, type PubsubUri } from './xmpp-uri.ts'

export const NS_ATOM = 'http://www.w3.org/2005/Atom'
export const NS_THREAD = 'http://purl.org/syndication/thread/1.0'
const MAX_TITLE = 2000
const MAX_NAME = 200
const MAX_LINKS = 50

export interface EntryEnclosure {
  url: string
  mediaType: string
  /** Its name. */
  title: string
  bytes: number | null
  width: number | null
  height: number | null
  alt: string
}

export interface EntryLink {
  url: string
  title: string
  description: string
}

export interface Entry {
  /** Plain text; '' when the entry has none. */
  title: string
  text: string
  rich: RichNode[] | null
  html: string | null
  /** Who the entry says wrote it: a claim, never a proof. */
  author: { jid: BareJid | null; name: string } | null
  publishedAt: number | null
  updatedAt: number | null
  categories: string[]
  enclosures: EntryEnclosure[]
  links: EntryLink[]
  webUrl: string | null
  comments: PubsubUri | null
  inReplyTo: PubsubUri | null
  /** The post that this one repeats. */
  via: PubsubUri | null
  location: GeoLocation | null
  /** Why it is folded; '' where it is only said to be delicate. */
  warning: string | null
}

/** The same letters with fewer words: Libervia makes the text from the markup and forgets where a paragraph ends. */
function runsTogether(text: string, markup: string): boolean {
  const words = (from: string): string[] => from.split(/\s+/).filter(Boolean)
  const [few, many] = [words(text), words(markup)]
  return few.length < many.length && few.join('') === many.join('')
}

type Body = Pick<Entry, 'text' | 'rich' | 'html'>

/** Categories that say that something is delicate, as Movim, Mastodon's Atom and their bridges name them. */
export const DELICATE = 'nsfw'
const DELICATE_TERMS: ReadonlySet<string> = new Set([DELICATE, 'sensitive', 'content-warning'])
const MAX_WARNING = 500

/** Nobody has a XEP for it: the category says that it is delicate, and a summary beside a content why (as OStatus did). */
function warningOf(entry: Element): string | null {
  const terms = children(entry, 'category', NS_ATOM).map(category => attr(category, 'term')?.toLowerCase() ?? '')
  if (!terms.some(term => DELICATE_TERMS.has(term.replace(/^#/, '')))) return null
  const summary = child(entry, 'content', NS_ATOM) && parseAtomText(child(entry, 'summary', NS_ATOM))
  return summary ? summary.text.slice(0, MAX_WARNING) : ''
}

/** Two contents are the same one twice (XEP-0472 §4.2): the XHTML is drawn, the text is its source. A summary is no body. */
function bodyOf(entry: Element): Body {
  const contents = children(entry, 'content', NS_ATOM).flatMap(content => parseAtomText(content) ?? [])
  const marked = contents.find(content => content.rich !== null) ?? contents.find(content => content.html !== null)
  const plain = contents.find(content => content.rich === null && content.html === null)
  const main = marked ?? plain
  if (!main) return parseAtomText(child(entry, 'summary', NS_ATOM)) ?? { text: '', rich: null, html: null }
  return { text: plain && !runsTogether(plain.text, main.text) ? plain.text : main.text, rich: main.rich, html: main.html }
}

function authorOf(entry: Element): Entry['author'] {
  const author = child(entry, 'author', NS_ATOM)
  if (!author) return null
  const uri = childText(author, 'uri', NS_ATOM)?.trim() ?? ''
  const jid = /^xmpp:/i.test(uri) ? parseBareJid(uri.slice('xmpp:'.length).replace(/[?/].*$/s, '')) : undefined
  const name = childText(author, 'name', NS_ATOM)?.trim().slice(0, MAX_NAME) ?? ''
  return jid !== undefined || name !== '' ? { jid: jid ?? null, name } : null
}

/** The link alone says little, so that its title has to be both name and description; inside, XEP-0446 tells them apart. */
function enclosureOf(link: Element): EntryEnclosure[] {
  const url = safeMediaUrl(attr(link, 'href'))
  if (url === undefined) return []
  const said = attr(link, 'title')?.slice(0, MAX_TITLE) ?? ''
  const file = parseFileMetadata(link) ?? { mediaType: '', name: '', description: said, bytes: null, width: null, height: null }
  return [
    {
      url,
      mediaType: attr(link, 'type')?.toLowerCase().slice(0, 100) ?? file.mediaType,
      title: file.name || said,
      bytes: parseCount(attr(link, 'length')) ?? file.bytes,
      width: file.width,
      height: file.height,
      alt: file.description,
    },
  ]
}

function relatedOf(link: Element): EntryLink[] {
  const url = safeLink(attr(link, 'href'))
  if (url === undefined) return []
  return [{ url, title: attr(link, 'title')?.slice(0, MAX_TITLE) ?? '', description: attr(link, 'description')?.slice(0, MAX_TITLE) ?? '' }]
}

/** Movim finds the comments by the link's title, XEP-0277 by its relation: either will do, a node with an item will not. */
function commentsOf(links: readonly Element[]): PubsubUri | null {
  const meant = links.filter(link => attr(link, 'rel') === 'replies' || attr(link, 'title') === 'comments')
  const uris = meant.flatMap(link => parsePubsubUri(attr(link, 'href')) ?? [])
  return uris.find(uri => uri.item === null) ?? null
}

function replyOf(entry: Element): PubsubUri | null {
  const uris = children(entry, 'in-reply-to', NS_THREAD).flatMap(reply => parsePubsubUri(attr(reply, 'href')) ?? [])
  return uris.find(uri => uri.item !== null) ?? null
}

function viaOf(links: readonly Element[]): PubsubUri | null {
  return links.flatMap(link => parsePubsubUri(attr(link, 'href')) ?? []).find(uri => uri.item !== null) ?? null
}

/** Undefined for anything that is no Atom entry, and for Movim's empty one (`test_post`). */
export function parseEntry(payload: Element | undefined): Entry | undefined {
  if (!payload?.is('entry', NS_ATOM)) return undefined
  const links = children(payload, 'link', NS_ATOM).slice(0, MAX_LINKS)
  const withRel = (rel: string): Element[] => links.filter(link => (attr(link, 'rel') ?? 'alternate') === rel)
  const entry: Entry = {
    title: (parseAtomText(child(payload, 'title', NS_ATOM))?.text ?? '').replace(/\s+/g, ' ').slice(0, MAX_TITLE),
    ...bodyOf(payload),
    author: authorOf(payload),
    publishedAt: parseDateTime(childText(payload, 'published', NS_ATOM)) ?? null,
    updatedAt: parseDateTime(childText(payload, 'updated', NS_ATOM)) ?? null,
    categories: children(payload, 'category', NS_ATOM)
      .slice(0, MAX_LINKS)
      .flatMap(category => attr(category, 'term') ?? []),
    enclosures: withRel('enclosure').flatMap(enclosureOf),
    links: withRel('related').flatMap(relatedOf),
    webUrl: withRel('alternate').flatMap(link => safeMediaUrl(attr(link, 'href')) ?? [])[0] ?? null,
    comments: commentsOf(links),
    inReplyTo: replyOf(payload),
    via: viaOf(withRel('via')),
    location: parseGeoloc(payload) ?? null,
    warning: warningOf(payload),
  }
  return entry.title === '' && entry.text === '' && !entry.rich?.length && !entry.html && entry.enclosures.length === 0 ? undefined : entry
}
