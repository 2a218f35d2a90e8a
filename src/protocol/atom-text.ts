/** Atom's text constructs (RFC 4287 §3.1 and §4.1.3): text, html and xhtml, read leniently. */
import { plainTextOf, tidyLines } from '#shared/rich-plain.ts'
import type { RichNode } from '#shared/rich-text.ts'
import { MAX_RICH_TEXT, NS_XHTML, parseRichText } from './xhtml-rich-text.ts'
import { type Element, attr, child } from './xml.ts'

export interface AtomText {
  /** Plain text of whatever form it had. */
  text: string
  rich: RichNode[] | null
  /** Still markup: the page cleans it when it draws it. */
  html: string | null
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

function entity(whole: string, name: string): string {
  if (!name.startsWith('#')) return ENTITIES[name] ?? whole
  const code = name[1] === 'x' || name[1] === 'X' ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10)
  return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : ''
}

const BLOCK = /^\/?(?:p|div|br|li|h[1-6]|blockquote|tr|pre)(?![a-z0-9])/i
const SILENT = /^(script|style|template|title)(?![a-z0-9])/i

/**
 * Text of an HTML string, for search and titles only: it is never trusted to be clean. One pass with indexOf, since a regular
 * expression for tags takes quadratic time on a megabyte of "<".
 */
export function textOfHtml(html: string): string {
  const parts: string[] = []
  let at = 0
  while (at < html.length) {
    const open = html.indexOf('<', at)
    const close = open < 0 ? -1 : html.indexOf('>', open)
    if (close < 0) break
    parts.push(html.slice(at, open))
    const tag = html.slice(open + 1, Math.min(close, open + 40))
    if (BLOCK.test(tag)) parts.push('\n')
    const next = SILENT.test(tag) ? html.indexOf('<', close) : close + 1
    at = next < 0 ? html.length : next
  }
  parts.push(html.slice(at))
  return tidyLines(parts.join('').replace(/&(#?[A-Za-z0-9]{1,8});/g, entity))
}

/** Undefined when there is no such element or it is empty. */
export function parseAtomText(element: Element | undefined): AtomText | undefined {
  if (!element) return undefined
  const type = attr(element, 'type')?.trim().toLowerCase() ?? 'text'
  if (type === 'xhtml' || (type !== 'text' && element.getChildElements().length > 0)) {
    const rich = parseRichText(child(element, 'div', NS_XHTML) ?? element)
    const text = plainTextOf(rich)
    return rich.length === 0 || (text === '' && !rich.some(node => typeof node !== 'string')) ? undefined : { text, rich, html: null }
  }
  const text = element.getText().slice(0, MAX_RICH_TEXT)
  if (text.trim() === '') return undefined
  // Bridges write the media type instead of the keyword.
  if (type === 'html' || type === 'text/html') return { text: textOfHtml(text), rich: null, html: text }
  return { text: text.replace(/\r\n?/g, '\n').trim(), rich: null, html: null }
}
