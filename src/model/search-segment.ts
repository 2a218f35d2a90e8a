import type { SearchDoc, SearchFacts, SearchKind } from './search-doc.ts'

/**
 * Some hundred texts one after the other in one row, so that a search reads a few rows instead of all of them and looks through each
 * with one call: 50,000 texts are about a hundred rows. An index by words would take an entry for every word of every text.
 */
export interface SearchSegment {
  id?: number
  kind: SearchKind
  newestAt: number
  oldestAt: number
  count: number
  /** The folded words of each, a line each. */
  words: string
  /** What is known of each, in the same order, as JSON: it is read only where a text fits. */
  facts: string
}

/** So many texts are in one, fewer where they are long. */
export const ROOM = 512
const MOST_CHARACTERS = 96_000

/** For how many more texts there is room. */
export function roomIn({ count, words }: Pick<SearchSegment, 'count' | 'words'>): number {
  return words.length >= MOST_CHARACTERS ? 0 : Math.max(0, ROOM - count)
}

/** Undefined when the row is not what was written. */
export function docsIn({ words, facts, count }: SearchSegment): SearchDoc[] | undefined {
  const lines = words.split('\n')
  const known = factsIn(facts)
  if (!known || lines.length !== count || known.length !== count) return undefined
  return lines.map((line, index) => ({ words: line, facts: known[index] as SearchFacts }))
}

export function factsIn(facts: string): SearchFacts[] | undefined {
  try {
    const known: unknown = JSON.parse(facts)
    return Array.isArray(known) ? (known as SearchFacts[]) : undefined
  } catch {
    // A damaged row: whoever asked has it written anew.
    return undefined
  }
}

export function segmentOf(kind: SearchKind, docs: readonly SearchDoc[]): SearchSegment {
  const times = docs.map(({ facts }) => facts.at)
  return {
    kind,
    newestAt: Math.max(...times),
    oldestAt: Math.min(...times),
    count: docs.length,
    words: docs.map(({ words }) => words).join('\n'),
    facts: JSON.stringify(docs.map(({ facts }) => facts)),
  }
}

/** Facts of those whose words fit, in no order. Undefined when the row is damaged. */
export function lookThrough(segment: SearchSegment, needle: string, fits: (words: string) => boolean): SearchFacts[] | undefined {
  const places: number[] = []
  const { words } = segment
  let line = 0
  let lineStart = 0
  for (let from = words.indexOf(needle); from !== -1;) {
    // Lines that were passed over on the way.
    for (let next = words.indexOf('\n', lineStart); next !== -1 && next < from; next = words.indexOf('\n', lineStart)) {
      line += 1
      lineStart = next + 1
    }
    const nextLine = words.indexOf('\n', from)
    const end = nextLine === -1 ? words.length : nextLine
    if (fits(words.slice(lineStart, end))) places.push(line)
    if (nextLine === -1) break
    from = words.indexOf(needle, end + 1)
  }
  if (places.length === 0) return []
  const facts = factsIn(segment.facts)
  if (facts?.length !== segment.count) return undefined
  return places.flatMap(place => facts[place] ?? [])
}
