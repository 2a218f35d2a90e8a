/** XEP-0393 Message Styling 1.1.1: what somebody marked in a plain text. Its characters all stay, directives included (§8). */
export type Style = 'strong' | 'emphasis' | 'strike' | 'pre'

export interface StyledRun {
  text: string
  styles: readonly Style[]
  /** Of a block of preformatted text; '' where its first line says nothing more. */
  block?: 'pre'
  /** How deep it stands in quotations. */
  quote: number
  /** Only marks something. */
  directive: boolean
}

const SPANS: Readonly<Record<string, Style>> = { '*': 'strong', _: 'emphasis', '~': 'strike', '`': 'pre' }
const FENCE = '```'
/** Deeper ones are the text of this one. */
const DEEPEST_QUOTE = 16

/** A stretch of a line in which nothing marks anything: an address. */
export type Untouched = readonly [from: number, to: number]

/** @param untouched finds the addresses in a text; what stands in them marks nothing */
export function styleMessage(text: string, untouched: (text: string) => readonly Untouched[] = () => []): StyledRun[] {
  const runs: StyledRun[] = []
  let fencedAt: number | null = null
  for (const line of linesOf(text)) {
    const { depth, start, marks } = quotesOf(line, fencedAt ?? DEEPEST_QUOTE)
    runs.push(...marks)
    // A block ends with the quotation that it stands in.
    if (fencedAt !== null && depth < fencedAt) fencedAt = null
    const content = line.slice(start)
    const isFence = fencedAt === null ? content.startsWith(FENCE) : content.replace(/\r?\n$/, '') === FENCE
    if (fencedAt !== null || isFence) {
      if (content !== '') runs.push({ text: content, styles: [], block: 'pre', quote: depth, directive: isFence })
      if (isFence) fencedAt = fencedAt === null ? depth : null
    } else spansOf(content, untouched(content), depth, runs)
  }
  return runs
}

/** With their line breaks. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/gu) ?? []
}

function quotesOf(line: string, most: number): { depth: number; start: number; marks: StyledRun[] } {
  const marks: StyledRun[] = []
  let start = 0
  while (marks.length < most && line[start] === '>') {
    const end = /[^\S\n]/u.test(line[start + 1] ?? '') ? start + 2 : start + 1
    marks.push({ text: line.slice(start, end), styles: [], quote: marks.length + 1, directive: true })
    start = end
  }
  return { depth: marks.length, start, marks }
}

interface Line {
  text: string
  quote: number
  /** Where a span may end, by its directive, in order. */
  endings: ReadonlyMap<string, readonly number[]>
  isUntouched: (at: number) => boolean
  runs: StyledRun[]
}

function spansOf(text: string, untouched: readonly Untouched[], quote: number, runs: StyledRun[]): void {
  const isUntouched = (at: number): boolean => untouched.some(([from, to]) => at >= from && at < to)
  const endings = new Map<string, number[]>(Object.keys(SPANS).map(directive => [directive, []]))
  for (let at = 1; at < text.length; at += 1) {
    const places = endings.get(text[at] ?? '')
    if (places && !isUntouched(at) && !isBlank(text[at - 1])) places.push(at)
  }
  styleRange({ text, quote, endings, isUntouched, runs }, 0, text.length, [])
}

const isBlank = (character: string | undefined): boolean => character === undefined || character.trim() === ''

/** The first place in order that is at least so far. */
function firstFrom(places: readonly number[], from: number): number | undefined {
  let [low, high] = [0, places.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((places[middle] ?? 0) < from) low = middle + 1
    else high = middle
  }
  return places[low]
}

/** Each style once at most in each other, so this goes four deep. */
function styleRange(line: Line, from: number, to: number, styles: readonly Style[]): void {
  const { text, quote, runs } = line
  let done = from
  const push = (start: number, end: number, directive: boolean, as: readonly Style[]): void => {
    if (end > start) runs.push({ text: text.slice(start, end), styles: as, quote, directive })
  }
  for (let at = from; at < to; at += 1) {
    // Behind the end of another span one may begin as well.
    const span = opening(line, at, at === done, to)
    if (!span) continue
    const within = [...styles, span.style]
    push(done, at, false, styles)
    push(at, at + 1, true, within)
    if (span.style === 'pre') push(at + 1, span.end, false, within)
    else styleRange(line, at + 1, span.end, within)
    push(span.end, span.end + 1, true, within)
    done = span.end + 1
    at = span.end
  }
  push(done, to, false, styles)
}

/** The span that begins at a place, if one does (§6.2). */
function opening(
  { text, endings, isUntouched }: Line,
  at: number,
  isBehindMark: boolean,
  to: number,
): { style: Style; end: number } | undefined {
  const directive = text[at] ?? ''
  const style = SPANS[directive]
  if (!style || isUntouched(at) || isBlank(text[at + 1])) return undefined
  if (!isBehindMark && !isBlank(text[at - 1])) return undefined
  const end = firstFrom(endings.get(directive) ?? [], at + 1)
  return end === undefined || end >= to || end === at + 1 ? undefined : { style, end }
}
