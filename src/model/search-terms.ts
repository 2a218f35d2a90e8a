import { foldedWords } from '#shared/fold.ts'
import { graphemesOf } from '#shared/graphemes.ts'
import { isFilter, type SearchPart } from './search-query.ts'

/** A word or phrase as it is looked for in folded words (shared/fold.ts). */
export interface SearchTerm {
  text: string
  /** Ends where a word ends; otherwise it may be the beginning of a word. */
  whole: boolean
  /** Of a script without blanks: it may stand anywhere. */
  anywhere: boolean
  /** What may be written together with it, in front. */
  before: readonly string[]
}

const WITHOUT_BLANKS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
/** Arabic writes the article and short prepositions together with their word. */
const ARABIC_BEFORE = ['', 'ال', 'وال', 'بال', 'فال', 'كال', 'لل', 'و', 'ب', 'ل', 'ف', 'ك']

/** @param typed as it stands in the field: a blank at its end says that the last word is complete. A filter behind it does not. */
export function termsOf(parts: readonly SearchPart[], typed: string): SearchTerm[] {
  const terms: SearchTerm[] = []
  const last = parts.findLastIndex(part => !isFilter(part))
  const isOpen = last < parts.length - 1 || !/[\s"”»」]$/u.test(typed)
  for (const [index, part] of parts.entries()) {
    if (isFilter(part)) continue
    const { value } = part
    const text = foldedWords(value).trim()
    if (text === '') continue
    terms.push({
      text,
      whole: !(isOpen && index === last),
      anywhere: WITHOUT_BLANKS.test(text),
      before: /^\p{Script=Arabic}/u.test(text) ? ARABIC_BEFORE : [''],
    })
  }
  return terms
}

/** Whether folded words have it. */
export function hasTerm(words: string, { text, whole, anywhere, before }: SearchTerm): boolean {
  if (!words.includes(text)) return false
  if (anywhere) return true
  const end = whole ? ' ' : ''
  return before.some(start => words.includes(` ${start}${text}${end}`))
}

export function hasTerms(words: string, terms: readonly SearchTerm[]): boolean {
  return terms.every(term => hasTerm(words, term))
}

/** A stretch of a text, from here up to there. */
export type Stretch = readonly [from: number, to: number]

/** Where a text has the terms, as it is written, in order and without overlaps. */
export function whereFound(text: string, terms: readonly SearchTerm[]): Stretch[] {
  if (terms.length === 0) return []
  const { words, at } = withPlaces(text)
  const found = terms.flatMap(term => placesOf(words, term)).toSorted(([one], [other]) => one - other)
  const stretches: Stretch[] = []
  let end = 0
  for (const [from, to] of found) {
    const stretch: Stretch = [at[from]?.[0] ?? 0, at[to - 1]?.[1] ?? 0]
    if (stretch[0] < end) continue
    stretches.push(stretch)
    end = stretch[1]
  }
  return stretches
}

function placesOf(words: string, { text, whole, anywhere, before }: SearchTerm): Stretch[] {
  const places: Stretch[] = []
  for (let from = words.indexOf(text); from !== -1; from = words.indexOf(text, from + text.length)) {
    const end = from + text.length
    const start = words.lastIndexOf(' ', from - 1) + 1
    const fits = before.includes(words.slice(start, from)) && (!whole || words[end] === ' ')
    if (anywhere || fits) places.push([from, end])
  }
  return places
}

/** The folded words of a text, and where in it each of their characters comes from. */
function withPlaces(text: string): { words: string; at: Stretch[] } {
  let words = ' '
  const at: Stretch[] = [[0, 0]]
  const add = (letter: string, place: Stretch): void => {
    if (letter === ' ' && words.endsWith(' ')) return
    words += letter
    for (let unit = 0; unit < letter.length; unit += 1) at.push(place)
  }
  for (const { segment, index } of graphemesOf(text)) {
    const place: Stretch = [index, index + segment.length]
    const folded = foldedWords(segment)
    // Of one letter the blanks around it are ours.
    for (const letter of folded === ' ' ? ' ' : folded.trim()) add(letter, place)
  }
  add(' ', [text.length, text.length])
  return { words, at }
}

const EXCERPT_LENGTH = 160
const EXCERPT_BEFORE = 40

/** The part of a text around the first thing found, on one line. */
export function excerptOf(text: string, terms: readonly SearchTerm[]): string {
  const line = text.replace(/\s+/gu, ' ').trim()
  // Only so far: of a very long text the beginning is as good.
  const [first] = whereFound(line.slice(0, 5000), terms)
  const start = (first?.[0] ?? 0) <= EXCERPT_BEFORE ? 0 : (first?.[0] ?? 0) - EXCERPT_BEFORE
  const part = Array.from(line.slice(start, start + EXCERPT_LENGTH * 2))
    .slice(0, EXCERPT_LENGTH)
    .join('')
  return `${start > 0 ? '…' : ''}${part}${start + part.length < line.length ? '…' : ''}`
}
