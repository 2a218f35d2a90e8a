import type { RichElement } from '#shared/rich-text.ts'

/** What of a foreign element's attributes reaches the page, beside addresses, which have rules of their own. */
export interface SafeAttrs {
  title?: string
  lang?: string
  dir?: 'ltr' | 'rtl' | 'auto'
  colSpan?: number
  rowSpan?: number
  start?: number
}

const DIRECTIONS = new Set(['ltr', 'rtl', 'auto'])
const MAX_SPAN = 100
/** Elements that hold a text of their own: each finds its own direction. */
const TEXT_BLOCKS = new Set(['p', 'li', 'td', 'th', 'dt', 'dd', 'blockquote', 'figcaption', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6'])

function integer(text: string | undefined, least: number, most: number): number | undefined {
  return text !== undefined && /^-?\d{1,6}$/.test(text.trim()) ? Math.min(most, Math.max(least, Number(text))) : undefined
}

export function safeAttrs({ tag, attrs }: RichElement): SafeAttrs {
  const safe: SafeAttrs = {}
  if (attrs.title) safe.title = attrs.title.slice(0, 500)
  if (attrs.lang && /^[A-Za-z0-9-]{1,35}$/.test(attrs.lang)) safe.lang = attrs.lang
  const dir = attrs.dir?.toLowerCase()
  if (dir && DIRECTIONS.has(dir)) safe.dir = dir as 'ltr' | 'rtl' | 'auto'
  else if (TEXT_BLOCKS.has(tag)) safe.dir = 'auto'
  if (tag === 'td' || tag === 'th') {
    const [colSpan, rowSpan] = [integer(attrs.colspan, 1, MAX_SPAN), integer(attrs.rowspan, 1, MAX_SPAN)]
    if (colSpan !== undefined) safe.colSpan = colSpan
    if (rowSpan !== undefined) safe.rowSpan = rowSpan
  }
  const start = tag === 'ol' ? integer(attrs.start, -999_999, 999_999) : undefined
  if (start !== undefined) safe.start = start
  return safe
}
