import type { NodeKey, PostKey } from '#model/keys.ts'
import { isBrief, isCommentsNode, type Post } from '#model/post.ts'
import { wordsOfMessage } from '#model/search-doc.ts'
import { excerptOf, type SearchTerm } from '#model/search-terms.ts'
import { fold } from '#shared/fold.ts'
import type { BareJid } from '#shared/jid.ts'
import { findDocs, type SearchWish } from './find-docs.ts'
import { namesOfPeople } from './people-names.ts'
import type { AccountDb } from './schema.ts'

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

export interface FoundComment {
  key: PostKey
  postKey: PostKey
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

/** Contacts, people we talk with and people whose profile is here, by name or address. */
export async function searchPeople(db: AccountDb, query: string, limit: number): Promise<FoundPerson[]> {
  const words = wordsOf(query)
  if (words.length === 0) return []
  return Array.from(await namesOfPeople(db), ([jid, name]) => ({ jid, name: name || jid }))
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

/** Posts that fit, newest first. */
export async function searchPosts(db: AccountDb, wish: SearchWish, limit: number, signal?: AbortSignal): Promise<FoundPost[]> {
  const facts = await findDocs(db, 'post', wish, limit, signal)
  const posts = await db.posts.bulkGet(facts.map(({ key }) => key as PostKey))
  return posts.flatMap(post => {
    if (!post) return []
    const { key, author, authorName, publishedAt: at } = post
    return { key, ...shownWords(post, wish.terms), author, authorName, at }
  })
}

/** What waits behind a warning waits here too: a found post says what it warns of instead. */
function shownWords(post: Post, terms: readonly SearchTerm[]): Pick<FoundPost, 'title' | 'excerpt'> {
  if (post.warning === null) return { title: post.title, excerpt: excerptOf(post.text, terms) }
  return { title: isBrief(post) ? '' : post.title, excerpt: post.warning }
}

/** Comments that fit, newest first. */
export async function searchComments(db: AccountDb, wish: SearchWish, limit: number, signal?: AbortSignal): Promise<FoundComment[]> {
  const facts = await findDocs(db, 'comment', wish, limit, signal)
  const comments = await db.comments.bulkGet(facts.map(({ key }) => key as PostKey))
  return comments.flatMap(comment => {
    if (!comment) return []
    const { key, postKey, author, authorName, publishedAt: at } = comment
    return { key, postKey, author, authorName, at, excerpt: excerptOf(comment.text, wish.terms) }
  })
}

/** Messages that fit, newest first. */
export async function searchMessages(db: AccountDb, wish: SearchWish, limit: number, signal?: AbortSignal): Promise<FoundMessage[]> {
  const facts = await findDocs(db, 'message', wish, limit, signal)
  const messages = await db.messages.bulkGet(facts.map(({ key }) => key))
  return messages.flatMap(message => {
    if (!message) return []
    const { key, conversation, direction, sentAt: at } = message
    // What is not to be seen before somebody wants it says what it is about instead.
    return { key, conversation, direction, at, excerpt: message.spoiler ?? excerptOf(wordsOfMessage(message), wish.terms) }
  })
}
