/** What a page says of itself. Empty where it says nothing. */
export interface PageWords {
  title: string
  description: string
  /** Address of the picture that it shows of itself, as it stands there. */
  picture?: string
}

const MOST_TITLE = 300
const MOST_DESCRIPTION = 600
/** Whatever else a page is, its head has no more tags than this, and none is longer. */
const MOST_TAGS = 5000
const LONGEST_TAG = 8000

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  laquo: '«',
  raquo: '»',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  middot: '·',
  bull: '•',
  copy: '©',
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  Auml: 'Ä',
  Ouml: 'Ö',
  Uuml: 'Ü',
  szlig: 'ß',
  eacute: 'é',
  egrave: 'è',
  agrave: 'à',
  ccedil: 'ç',
}

function decoded(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|([a-z]{2,8}));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return NAMED[name] ?? whole
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
    const isCharacter = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
    return isCharacter ? String.fromCodePoint(code) : ''
  })
}

/** In one line, no longer than we would draw. */
function line(text: string | undefined, most: number): string {
  // oxlint-disable-next-line eslint/no-control-regex -- none of them belongs into a line
  const clean = decoded(text ?? '')
    .replace(/[\s\u0000-\u001f\u007f]+/gu, ' ')
    .trim()
  const points = Array.from(clean.slice(0, most * 2))
  return points.length <= most && clean.length <= most * 2
    ? clean
    : `${points
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`
}

const ATTRIBUTE = /([^\s"'<>/=]{1,64})\s{0,64}=\s{0,64}(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))/g

function attributesOf(tag: string): Map<string, string> {
  const attributes = new Map<string, string>()
  for (const [, name = '', double, single, bare] of tag.matchAll(ATTRIBUTE)) {
    const key = name.toLowerCase()
    if (!attributes.has(key)) attributes.set(key, double ?? single ?? bare ?? '')
  }
  return attributes
}

/** Comments, and what is no markup inside: a title in a script is no title. */
const SKIPPED = /<!--[\s\S]*?(?:-->|$)|<(script|style|noscript|template|svg)\b[\s\S]*?(?:<\/\1\s*>|$)/gi
const TAG = /<(meta|title|body)(?=[\s/>])/gi

/** Where a tag ends that begins before: a sign of its end inside of quotes is none. Undefined where it does not end. */
function endOf(html: string, from: number): number | undefined {
  let quote = ''
  for (let at = from; at < Math.min(html.length, from + LONGEST_TAG); at += 1) {
    const sign = html[at]
    if (quote !== '') {
      if (sign === quote) quote = ''
    } else if (sign === '>') return at
    else if (sign === '"' || sign === "'") quote = sign
  }
  return undefined
}

interface Head {
  title: string | undefined
  metas: Map<string, string>
}

function headOf(html: string): Head {
  const metas = new Map<string, string>()
  let title: string | undefined
  let count = 0
  for (const match of html.matchAll(TAG)) {
    const name = match[1]?.toLowerCase()
    if (name === 'body' || (count += 1) > MOST_TAGS) break
    const from = match.index + match[0].length
    const end = endOf(html, from)
    if (end === undefined) continue
    if (name === 'title') title ??= html.slice(end + 1, end + 1 + LONGEST_TAG).split('<', 1)[0]
    else {
      const attributes = attributesOf(html.slice(from, end))
      const key = (attributes.get('property') ?? attributes.get('name') ?? '').toLowerCase()
      const content = attributes.get('content') ?? ''
      if (content.trim() !== '' && !metas.has(key)) metas.set(key, content)
    }
  }
  return { title, metas }
}

/**
 * Title, description and picture in the head of an HTML page: what it says for cards (Open Graph) before what it says for browsers. A scanner
 * and no parser: nothing of the page is built, and what it cannot read is not there.
 */
export function readPage(html: string): PageWords {
  const { title, metas } = headOf(html.replace(SKIPPED, ''))
  const picture = decoded(metas.get('og:image') ?? metas.get('og:image:url') ?? metas.get('twitter:image') ?? '').trim()
  return {
    title: line(metas.get('og:title') ?? title ?? metas.get('twitter:title'), MOST_TITLE),
    description: line(metas.get('og:description') ?? metas.get('description') ?? metas.get('twitter:description'), MOST_DESCRIPTION),
    ...(picture !== '' && { picture }),
  }
}
