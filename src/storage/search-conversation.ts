import type { SearchFacts } from '#model/search-doc.ts'
import { isFilter, parseQuery } from '#model/search-query.ts'
import { type SearchTerm, termsOf } from '#model/search-terms.ts'
import type { BareJid } from '#shared/jid.ts'
import { findDocs, wishOf } from './find-docs.ts'
import { archiveGapsWithin, oldestMessage } from './messages.ts'
import type { AccountDb } from './schema.ts'

interface ConversationSearch {
  conversation: BareJid
  me: BareJid
  /** Words, phrases and filters, as they stand in the field. */
  typed: string
  limit: number
}

export interface FoundInConversation {
  terms: SearchTerm[]
  /** Newest first. */
  found: Pick<SearchFacts, 'key' | 'at'>[]
}

/** Messages of a conversation on this device that fit. */
export async function searchConversation(
  db: AccountDb,
  { conversation, me, typed, limit }: ConversationSearch,
  signal?: AbortSignal,
): Promise<FoundInConversation> {
  const parts = parseQuery(typed)
  const terms = termsOf(parts, typed)
  // Of signs alone there is nothing to look for.
  if (terms.length === 0 && !parts.some(isFilter)) return { terms, found: [] }
  const wish = await wishOf(db, parts, terms, me)
  const fits = (facts: SearchFacts): boolean => facts.place === conversation && wish.fits(facts)
  return { terms, found: await findDocs(db, 'message', { ...wish, fits }, limit, signal) }
}

export interface StoredPart {
  /** When the oldest message that is here was written; undefined where none is. */
  since: number | undefined
  /** Some of what came later is not here either. */
  hasHoles: boolean
}

/** Which part of a conversation is on this device. Live-query safe. */
export async function storedPart(db: AccountDb, conversation: BareJid): Promise<StoredPart> {
  const oldest = await oldestMessage(db, conversation)
  const gaps = oldest ? await archiveGapsWithin(db, conversation, { fromOrder: oldest.order }) : []
  return { since: oldest?.sentAt, hasHoles: gaps.length > 0 }
}
