import { Dexie } from 'dexie'
import type { SearchFacts, SearchKind } from '#model/search-doc.ts'
import type { SearchPart } from '#model/search-query.ts'
import { startOf } from '#model/search-query.ts'
import { lookThrough } from '#model/search-segment.ts'
import { hasTerms, type SearchTerm } from '#model/search-terms.ts'
import { fold, foldedWords } from '#shared/fold.ts'
import type { BareJid } from '#shared/jid.ts'
import { namesOfPeople } from './people-names.ts'
import type { AccountDb } from './schema.ts'
import { disownSearchIndex } from './search-index.ts'

/** What somebody looks for, with the names in it looked up. */
export interface SearchWish {
  terms: readonly SearchTerm[]
  from: number
  /** Exclusive. */
  until: number
  fits: (facts: SearchFacts) => boolean
}

/** Segments: about half a megabyte. */
const READ_TOGETHER = 8

type Rule = (facts: SearchFacts) => boolean

/** @param me whom `author:me` means */
export async function wishOf(db: AccountDb, parts: readonly SearchPart[], terms: readonly SearchTerm[], me: BareJid): Promise<SearchWish> {
  const rules: Rule[] = []
  let [from, until] = [-Infinity, Infinity]
  for (const part of parts) {
    if (part.kind === 'after') from = Math.max(from, startOf(part.value) ?? from)
    else if (part.kind === 'before') until = Math.min(until, startOf(part.value) ?? until)
    else if (part.kind === 'has') rules.push(({ has }) => has.includes(part.value))
    else if (part.kind === 'tag') rules.push(({ tags }) => tags.includes(part.value))
    else if (part.kind === 'author') rules.push(await byAuthor(db, part.value, me))
    else if (part.kind === 'in') rules.push(await inPlace(db, part.value))
  }
  const fits: Rule = facts => facts.at >= from && facts.at < until && rules.every(rule => rule(facts))
  return { terms, from, until, fits }
}

async function byAuthor(db: AccountDb, value: string, me: BareJid): Promise<Rule> {
  if (fold(value) === 'me') return ({ author }) => author === me
  const wanted = foldedWords(value).trimEnd()
  const people = await peopleCalled(db, wanted)
  const address = value.toLowerCase()
  return ({ author, authorName }) => people.has(author) || author === address || authorName.includes(wanted) || localOf(author) === address
}

const localOf = (address: string): string => address.slice(0, Math.max(0, address.indexOf('@')))

async function inPlace(db: AccountDb, value: string): Promise<Rule> {
  const wanted = foldedWords(value).trimEnd()
  const places = await peopleCalled(db, wanted)
  await db.nodes.each(({ key, title, node, service }) => {
    if (foldedWords(`${title} ${node} ${service}`).includes(wanted)) places.add(key)
  })
  const known = new Map<string, boolean>()
  return ({ place }) => {
    const isIn = known.get(place) ?? (places.has(place) || foldedWords(place).includes(wanted))
    known.set(place, isIn)
    return isIn
  }
}

/** Addresses of those whose name or address has a word that begins so. */
async function peopleCalled(db: AccountDb, wanted: string): Promise<Set<string>> {
  const called = new Set<string>()
  if (wanted.trim() === '') return called
  for (const [jid, name] of await namesOfPeople(db)) if (foldedWords(`${name} ${jid}`).includes(wanted)) called.add(jid)
  return called
}

/** What fits, newest first. Segments that can hold nothing newer than what was found already are not read. */
export async function findDocs(
  db: AccountDb,
  kind: SearchKind,
  { terms, from, until, fits }: SearchWish,
  limit: number,
  signal?: AbortSignal,
): Promise<SearchFacts[]> {
  const needle = terms.reduce((longest, { text }) => (text.length > longest.length ? text : longest), '')
  const fitsWords = (words: string): boolean => hasTerms(words, terms)
  let found: SearchFacts[] = []
  const segments = await segmentsOf(db, kind, from)
  // What many texts have is in the first one; what few have is looked for in all, and each round trip takes its time.
  for (let at = 0, size = 1; at < segments.length; at += size, size = READ_TOGETHER) {
    if (found.length === limit && (found.at(-1)?.at ?? 0) > (segments[at]?.newestAt ?? 0)) break
    signal?.throwIfAborted()
    for (const segment of await db.searchSegments.bulkGet(segments.slice(at, at + size).map(({ id }) => id))) {
      if (!segment || segment.oldestAt >= until) continue
      const fitting = lookThrough(segment, needle, fitsWords)
      if (!fitting) await disownSearchIndex(db)
      else if (fitting.length > 0) found = [...found, ...fitting.filter(fits)].toSorted((one, other) => other.at - one.at).slice(0, limit)
    }
  }
  return found
}

/** The newest first; only keys are read. */
async function segmentsOf(db: AccountDb, kind: SearchKind, from: number): Promise<{ id: number; newestAt: number }[]> {
  const segments: { id: number; newestAt: number }[] = []
  await db.searchSegments
    .where('[kind+newestAt]')
    .between([kind, from], [kind, Dexie.maxKey])
    .reverse()
    .eachKey((key, { primaryKey }) => segments.push({ id: primaryKey as number, newestAt: (key as unknown as [string, number])[1] }))
  return segments
}
