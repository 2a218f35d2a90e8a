import { hasLocal, parseBareJid } from '#shared/jid.ts'
import type { AccountDb } from '#storage/schema.ts'
import {
  type FoundCommunity,
  type FoundMessage,
  type FoundPerson,
  type FoundPost,
  searchCommunities,
  searchMessages,
  searchPeople,
  searchPosts,
} from '#storage/search.ts'

export interface Found {
  people: FoundPerson[]
  communities: FoundCommunity[]
  posts: FoundPost[]
  messages: FoundMessage[]
}

const PEOPLE = 8
const COMMUNITIES = 8
const POSTS = 20
const MESSAGES = 30

/** Everything on this device that fits, by kind. A whole address is offered even when nobody here is known by it. */
export async function searchDevice(db: AccountDb, query: string, signal: AbortSignal): Promise<Found> {
  const [people, communities] = await Promise.all([searchPeople(db, query, PEOPLE), searchCommunities(db, query, COMMUNITIES)])
  const posts = await searchPosts(db, query, POSTS, signal)
  const messages = await searchMessages(db, query, MESSAGES, signal)
  const address = query.includes('@') ? parseBareJid(query.replace(/^xmpp:/i, '')) : undefined
  const isNew = address !== undefined && hasLocal(address) && !people.some(person => person.jid === address)
  return { people: isNew ? [{ jid: address, name: address }, ...people] : people, communities, posts, messages }
}

export function countFound(found: Found): number {
  return found.people.length + found.communities.length + found.posts.length + found.messages.length
}
