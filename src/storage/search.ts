import { Dexie } from 'dexie'
import type { NodeKey, PostKey } from '#model/keys.ts'
import type { Message } from '#model/message.ts'
import { isBrief, isCommentsNode, type Post } from '#model/post.ts'
import type { BareJid } from '#shared/jid.ts'
import type { AccountDb } from './schema.ts'

/** Texts are scanned, newest first, and no further than this; names and tags are looked at all. */
export const POSTS_SCANNED = 500
export const MESSAGES_SCANNED = 2_000

/** Rows read at a time: a page stays usable between two reads. */
const CHUNK = 250
const NAMES_READ = 5_000

export interface FoundPerson {
  jid: BareJid
  name: string
}

export interface FoundCommunity {
  key: NodeKey
  service: BareJid
  node: string
  title: string
}

export interface FoundPost {
  key: PostKey
  title: string
  excerpt: string
  author: BareJid | null
  authorName: string
  at: number
}

export interface FoundMessage {
  key: string
  conversation: BareJid
  direction: 'in' | 'out'
  excerpt: string
  at: number
}

/** Case, accents and width do not matter when looking for something. */
export function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}

/** The words of a query, folded; all of them have to be found. */
function wordsOf(query: string): string[] {
  return fold(query).split(/\s+/u).filter(Boolean)
}

function hasAll(text: string, words: readonly string[]): boolean {
  const folded = fold(text)
  return words.every(word => folded.includes(word))
}

/** Names that begin with what was typed come first, then words that do, then the rest. */
function rank(name: string, words: readonly string[]): number {
  const [first = ''] = words
  const folded = fold(name)
  if (folded.startsWith(first)) return 0
  return folded.split(/[\s@._-]+/u).some(part => part.startsWith(first)) ? 1 : 2
}

const EXCERPT_LENGTH = 160
const EXCERPT_BEFORE = 40

/** The part of a text around the first word found, on one line. */
function excerptOf(text: string, words: readonly string[]): string {
  const line = text.replace(/\s+/gu, ' ').trim()
  // Folding may change lengths; near enough for choosing a window.
  const at = fold(line).indexOf(words[0] ?? '')
  const start = at <= EXCERPT_BEFORE ? 0 : at - EXCERPT_BEFORE
  const part = Array.from(line.slice(start, start + EXCERPT_LENGTH * 2))
    .slice(0, EXCERPT_LENGTH)
    .join('')
  return `${start > 0 ? '…' : ''}${part}${start + part.length < line.length ? '…' : ''}`
}

/** Contacts, people we talk with and people whose profile is here, by name or address. */
export async function searchPeople(db: AccountDb, query: string, limit: number): Promise<FoundPerson[]> {
  const words = wordsOf(query)
  if (words.length === 0) return []
  const [contacts, profiles, conversations] = await Promise.all([
    db.contacts.limit(NAMES_READ).toArray(),
    db.profiles.limit(NAMES_READ).toArray(),
    db.conversations.limit(NAMES_READ).primaryKeys(),
  ])
  const names = new Map<BareJid, string>(conversations.map(jid => [jid, '']))
  for (const profile of profiles) names.set(profile.jid, profile.name)
  for (const contact of contacts) names.set(contact.jid, contact.name || (names.get(contact.jid) ?? ''))
  return Array.from(names, ([jid, name]) => ({ jid, name: name || jid }))
    .filter(({ jid, name }) => hasAll(`${name} ${jid}`, words))
    .sort((one, other) => rank(one.name, words) - rank(other.name, words) || one.name.localeCompare(other.name))
    .slice(0, limit)
}

/** Communities this device has heard of, by title, name or address. */
export async function searchCommunities(db: AccountDb, query: string, limit: number): Promise<FoundCommunity[]> {
  const words = wordsOf(query)
  if (words.length === 0) return []
  const nodes = await db.nodes.limit(NAMES_READ).toArray()
  return nodes
    .filter(({ kind, node }) => kind === 'community' && !isCommentsNode(node))
    .map(({ key, service, node, title }) => ({ key, service, node, title: title || node }))
    .filter(({ title, node, service }) => hasAll(`${title} ${node} ${service}`, words))
    .sort((one, other) => rank(one.title, words) - rank(other.title, words) || one.title.localeCompare(other.title))
    .slice(0, limit)
}

/**
 * Posts by tag (all of them) and by text (the newest POSTS_SCANNED), newest first.
 * @param query `#tag` looks for tags only
 */
export async function searchPosts(db: AccountDb, query: string, limit: number, signal?: AbortSignal): Promise<FoundPost[]> {
  const words = wordsOf(query)
  if (words.length === 0) return []
  const found = new Map<PostKey, Post>()
  const tag = query.trim().replace(/^#/u, '')
  for (const post of await db.posts.where('tags').startsWithIgnoreCase(tag).limit(limit).toArray()) found.set(post.key, post)
  if (!query.trim().startsWith('#')) {
    for await (const post of newestPosts(db, signal)) {
      if (found.size >= 2 * limit) break
      if (hasAll(`${post.title} ${post.text} ${post.authorName}`, words)) found.set(post.key, post)
    }
  }
  return Array.from(found.values())
    .sort((one, other) => other.sortAt - one.sortAt)
    .slice(0, limit)
    .map(post => ({
      key: post.key,
      ...shownWords(post, words),
      author: post.author,
      authorName: post.authorName,
      at: post.publishedAt,
    }))
}

/** What waits behind a warning waits here too: a found post says what it warns of instead. */
function shownWords(post: Post, words: readonly string[]): Pick<FoundPost, 'title' | 'excerpt'> {
  if (post.warning === null) return { title: post.title, excerpt: excerptOf(post.text, words) }
  return { title: isBrief(post) ? '' : post.title, excerpt: post.warning }
}

/** The feed first, newest first; then posts that are not in it. */
async function* newestPosts(db: AccountDb, signal: AbortSignal | undefined): AsyncGenerator<Post> {
  let left = POSTS_SCANNED
  for (const inFeed of [1, 0]) {
    let before: number | typeof Dexie.maxKey = Dexie.maxKey
    while (left > 0) {
      signal?.throwIfAborted()
      const chunk: Post[] = await db.posts
        .where('[inFeed+sortAt]')
        .between([inFeed, Dexie.minKey], [inFeed, before])
        .reverse()
        .limit(Math.min(CHUNK, left))
        .toArray()
      yield* chunk
      left -= chunk.length
      if (chunk.length < CHUNK) break
      before = chunk.at(-1)?.sortAt ?? 0
    }
  }
}

/** Messages by text, among the newest MESSAGES_SCANNED, newest first. */
export async function searchMessages(db: AccountDb, query: string, limit: number, signal?: AbortSignal): Promise<FoundMessage[]> {
  const words = wordsOf(query)
  const found: FoundMessage[] = []
  if (words.length === 0) return found
  let before: number = Infinity
  for (let left = MESSAGES_SCANNED; left > 0 && found.length < limit; left -= CHUNK) {
    signal?.throwIfAborted()
    const chunk: Message[] = await db.messages.where('order').below(before).reverse().limit(CHUNK).toArray()
    for (const message of chunk) {
      if (found.length < limit && hasAll(message.body, words)) {
        const { key, conversation, direction, sentAt } = message
        found.push({ key, conversation, direction, excerpt: excerptOf(message.body, words), at: sentAt })
      }
    }
    if (chunk.length < CHUNK) break
    before = chunk.at(-1)?.order ?? -Infinity
  }
  return found
}
