import { fold } from '#shared/fold.ts'
import { normaliseTag } from './tags.ts'

export const HAS = ['picture', 'video', 'file', 'link'] as const
export type Has = (typeof HAS)[number]

/**
 * One part of what somebody looks for. Words and phrases have to be in the text; `last` is the one that may still be being typed, so
 * that it stands for all words it begins.
 */
export type SearchPart =
  | { kind: 'word' | 'phrase' | 'author' | 'in' | 'tag'; value: string }
  | { kind: 'has'; value: Has }
  /** A year, a month or a day: `2026`, `2026-03`, `2026-03-09`. */
  | { kind: 'before' | 'after'; value: string }

export type FilterKind = Exclude<SearchPart['kind'], 'word' | 'phrase'>
export const FILTERS: readonly FilterKind[] = ['author', 'in', 'tag', 'has', 'before', 'after']

const MOST_CHARACTERS = 500
const QUOTES = '"“”„«»「」'
const PIECE = new RegExp(`(?:([a-z]+):)?[${QUOTES}]([^${QUOTES}]*)(?:[${QUOTES}]|$)|(\\S+)`, 'giu')
const OTHER_NAMES: Readonly<Record<string, Has>> = { image: 'picture', photo: 'picture', film: 'video', document: 'file', url: 'link' }

/** What somebody typed, part by part. A filter that is still without its value is no part; one that does not exist is a word. */
export function parseQuery(text: string): SearchPart[] {
  const parts: SearchPart[] = []
  for (const [, filter, quoted, plain] of text.slice(0, MOST_CHARACTERS).matchAll(PIECE)) {
    const part = plain === undefined ? quotedPart(filter, quoted ?? '') : plainPart(plain)
    if (part) parts.push(part)
  }
  return parts
}

function quotedPart(name: string | undefined, quoted: string): SearchPart | undefined {
  const value = tidy(quoted)
  const kind = filterNamed(name)
  if (kind) return filterPart(kind, value) ?? (value === '' ? undefined : { kind: 'phrase', value: `${kind}:${value}` })
  if (value === '') return undefined
  return { kind: 'phrase', value: name ? `${name}:${value}` : value }
}

function plainPart(plain: string): SearchPart | undefined {
  if (/^[#＃]/u.test(plain)) {
    return filterPart('tag', tidy(plain))
  }
  const colon = plain.indexOf(':')
  const kind = filterNamed(plain.slice(0, Math.max(0, colon)))
  if (!kind) return { kind: 'word', value: plain }
  const value = tidy(plain.slice(colon + 1))
  if (value === '' || isBegun(kind, value)) return undefined
  return filterPart(kind, value) ?? { kind: 'word', value: plain }
}

function tidy(value: string): string {
  return value.replaceAll(new RegExp(`[${QUOTES}\\s]+`, 'gu'), ' ').trim()
}

function filterNamed(name: string | undefined): FilterKind | undefined {
  return FILTERS.find(kind => kind === name?.toLowerCase())
}

/** A date of which there is not enough yet. */
function isBegun(kind: FilterKind, value: string): boolean {
  return (kind === 'before' || kind === 'after') && /^\d{1,3}$/u.test(fold(value))
}

function filterPart(kind: FilterKind, value: string): SearchPart | undefined {
  if (value === '') return undefined
  if (kind === 'author' || kind === 'in') return { kind, value }
  if (kind === 'tag') {
    // Once more for what stood behind a second hash.
    const tag = normaliseTag(normaliseTag(value)).trim()
    return tag === '' ? undefined : { kind, value: tag }
  }
  if (kind === 'has') {
    const has = hasNamed(fold(value))
    return has && { kind, value: has }
  }
  const date = fold(value).replace(/-$/u, '')
  return startOf(date) === undefined ? undefined : { kind, value: date }
}

/** By as much of its name as was typed. */
function hasNamed(typed: string): Has | undefined {
  return HAS.find(has => has.startsWith(typed) || typed === `${has}s`) ?? OTHER_NAMES[typed]
}

/** When a year, month or day begins here; undefined when there is none such. */
export function startOf(date: string): number | undefined {
  const [, year, month = '1', day = '1'] = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/u.exec(date) ?? []
  if (year === undefined) return undefined
  const start = new Date(Number(year), Number(month) - 1, Number(day))
  // Years below 100 are taken for those of the last century.
  if (start.getFullYear() !== Number(year) || start.getMonth() !== Number(month) - 1 || start.getDate() !== Number(day)) return undefined
  return start.getTime()
}

/** The same as one would type it. */
export function formatQuery(parts: readonly SearchPart[]): string {
  return parts.map(formatPart).join(' ')
}

export function formatPart({ kind, value }: SearchPart): string {
  if (kind === 'word') return value
  if (kind === 'phrase') return `"${value}"`
  return `${kind}:${/\s/u.test(value) ? `"${value}"` : value}`
}

export function isFilter(part: SearchPart): part is Extract<SearchPart, { kind: FilterKind }> {
  return part.kind !== 'word' && part.kind !== 'phrase'
}
