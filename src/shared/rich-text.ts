/**
 * Remote markup after the allow-list (reliability rule: no HTML sink). A tree of these is what protocol makes from XHTML and what
 * the page turns into React elements; it is never turned back into a string for a parser.
 */
export const RICH_TAGS = [
  'p',
  'br',
  'a',
  'strong',
  'b',
  'em',
  'i',
  'u',
  's',
  'del',
  'ins',
  'code',
  'pre',
  'blockquote',
  'ul',
  'ol',
  'li',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'hr',
  'img',
  'span',
  'div',
  'table',
  'thead',
  'tbody',
  'tr',
  'th',
  'td',
  'dl',
  'dt',
  'dd',
  'figure',
  'figcaption',
  'sub',
  'sup',
  'q',
  'video',
  'audio',
  'source',
] as const

export type RichTag = (typeof RICH_TAGS)[number]

export const RICH_ATTRIBUTES = [
  'href',
  'src',
  'poster',
  'alt',
  'title',
  'lang',
  'dir',
  'width',
  'height',
  'colspan',
  'rowspan',
  'start',
  'cite',
  'datetime',
] as const

export type RichAttribute = (typeof RICH_ATTRIBUTES)[number]

export interface RichElement {
  tag: RichTag
  attrs: Partial<Record<RichAttribute, string>>
  children: RichNode[]
}

export type RichNode = string | RichElement

/** Limits on markup from outside: what lies deeper or beyond is cut, not refused. */
export const MAX_RICH_DEPTH = 256
export const MAX_RICH_NODES = 20_000
