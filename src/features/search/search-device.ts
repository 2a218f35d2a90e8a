import { isFilter, parseQuery } from '#model/search-query.ts'
import { type SearchTerm, termsOf } from '#model/search-terms.ts'
import { type BareJid, hasLocal, parseBareJid } from '#shared/jid.ts'
import { wishOf } from '#storage/find-docs.ts'
import type { AccountDb } from '#storage/schema.ts'
import {
  type FoundComment,
  type FoundCommunity,
  type FoundMessage,
  type FoundPerson,
  type FoundPost,
  searchComments,
  searchCommunities,
  searchMessages,
  searchPeople,
  searchPosts,
} from '#storage/search.ts'

export interface Found {
  terms: SearchTerm[]
  people: FoundPerson[]
  communities: FoundCommunity[]
  posts: FoundPost[]
  comments: FoundComment[]
  messages: FoundMessage[]
}

/** How many of each kind are wanted; one more is looked for, to know whether there are more. */
export type Limits = Record<Exclude<keyof Found, 'terms'>, number>

const NOTHING: Found = { terms: [], people: [], communities: [], posts: [], comments: [], messages: [] }

/**
 * Everything on this device that fits, by kind. A whole address is offered even when nobody here is known by it. People and
 * communities have names only: where something is asked of a text they are not meant.
 */
export async function searchDevice(db: AccountDb, me: BareJid, query: string, limits: Limits, signal: AbortSignal): Promise<Found> {
  const parts = parseQuery(query)
  if (parts.length === 0) return NOTHING
  const terms = termsOf(parts, query)
  const words = parts.map(({ value }) => value).join(' ')
  const [people, communities] = parts.some(isFilter)
    ? [[], []]
    : await Promise.all([searchPeople(db, words, limits.people + 1), searchCommunities(db, words, limits.communities + 1)])
  // Of signs alone there is nothing to look for in a text.
  if (terms.length === 0 && !parts.some(isFilter)) return { ...NOTHING, people, communities }
  const wish = await wishOf(db, parts, terms, me)
  const posts = await searchPosts(db, wish, limits.posts + 1, signal)
  const comments = await searchComments(db, wish, limits.comments + 1, signal)
  const messages = await searchMessages(db, wish, limits.messages + 1, signal)
  return { terms, people: withAddress(people, query), communities, posts, comments, messages }
}

function withAddress(people: FoundPerson[], query: string): FoundPerson[] {
  const address = query.includes('@') ? parseBareJid(query.trim().replace(/^xmpp:/i, '')) : undefined
  const isNew = address !== undefined && hasLocal(address) && !people.some(person => person.jid === address)
  return isNew ? [{ jid: address, name: address }, ...people] : people
}

export function countFound({ people, communities, posts, comments, messages }: Found): number {
  return people.length + communities.length + posts.length + comments.length + messages.length
}
