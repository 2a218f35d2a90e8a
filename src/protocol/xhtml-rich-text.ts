/**
 * Markup from outside becomes a tree of allowed elements (XEP-0071 §8 widened by what Movim lets through). Nothing is ever parsed
 * again: the walk reads elements the stream's parser made and writes plain values. What is unknown keeps its text, what is dangerous
 * goes with all that is in it.
 */
import {
  MAX_RICH_DEPTH,
  MAX_RICH_NODES,
  type RichAttribute,
  type RichElement,
  type RichNode,
  RICH_TAGS,
  type RichTag,
} from '#shared/rich-text.ts'
import { safeLink, safeMediaUrl } from '#shared/safe-url.ts'
import { type Element, attr, namespaceOf, xml } from './xml.ts'

export const NS_XHTML = 'http://www.w3.org/1999/xhtml'

const TAGS: ReadonlySet<string> = new Set(RICH_TAGS)
/** Whose text is no text for readers, or that would act. */
const DROPPED = new Set(
  'script style template noscript iframe frame frameset object embed applet svg math head title base meta link form input button select option optgroup textarea output canvas map area param slot portal dialog xmp plaintext noembed noframes'.split(
    ' ',
  ),
)
const VOID_TAGS = new Set(['br', 'hr', 'img', 'source'])

interface Budget {
  nodes: number
  text: number
}

/** Characters of text in one piece of markup. */
export const MAX_RICH_TEXT = 1024 * 1024

const whole = (text: string, most: number): string | undefined => (/^\d{1,5}$/.test(text) && Number(text) <= most ? text : undefined)

/** Attribute by attribute: on which elements it stands and what it may hold. */
const ATTRIBUTES: Record<RichAttribute, { on: readonly RichTag[] | 'all'; clean: (value: string) => string | undefined }> = {
  href: { on: ['a'], clean: safeLink },
  src: { on: ['img', 'video', 'audio', 'source'], clean: safeMediaUrl },
  poster: { on: ['video'], clean: safeMediaUrl },
  cite: { on: ['blockquote', 'q', 'del', 'ins'], clean: safeLink },
  alt: { on: ['img'], clean: value => value.slice(0, 2000) },
  title: { on: 'all', clean: value => value.slice(0, 2000) },
  lang: { on: 'all', clean: value => (/^[A-Za-z0-9-]{1,35}$/.test(value) ? value : undefined) },
  dir: { on: 'all', clean: value => (['ltr', 'rtl', 'auto'].includes(value.toLowerCase()) ? value.toLowerCase() : undefined) },
  // Only to keep the room: what is drawn has a size of its own.
  width: { on: ['img', 'video'], clean: value => whole(value, 99_999) },
  height: { on: ['img', 'video'], clean: value => whole(value, 99_999) },
  colspan: { on: ['th', 'td'], clean: value => whole(value, 100) },
  rowspan: { on: ['th', 'td'], clean: value => whole(value, 1000) },
  start: { on: ['ol'], clean: value => whole(value, 99_999) },
  datetime: { on: ['del', 'ins'], clean: value => value.slice(0, 40) },
}

function attributesOf(element: Element, tag: RichTag): RichElement['attrs'] {
  const attrs: RichElement['attrs'] = {}
  for (const [name, { on, clean }] of Object.entries(ATTRIBUTES) as [RichAttribute, (typeof ATTRIBUTES)[RichAttribute]][]) {
    if (on !== 'all' && !on.includes(tag)) continue
    const value = attr(element, name) ?? (name === 'lang' ? attr(element, 'xml:lang') : undefined)
    const cleaned = value === undefined ? undefined : clean(value)
    if (cleaned !== undefined) attrs[name] = cleaned
  }
  return attrs
}

/** A link without a lawful target is only its text; a picture without one is its description. */
function elementFor(tag: RichTag, attrs: RichElement['attrs'], children: RichNode[]): RichNode[] {
  if (tag === 'a' && attrs.href === undefined) return children
  if (tag === 'img' && attrs.src === undefined) return attrs.alt === undefined ? [] : [attrs.alt]
  if (tag === 'source' && attrs.src === undefined) return []
  return [{ tag, attrs, children }]
}

function walk(parent: Element, depth: number, budget: Budget): RichNode[] {
  const nodes: RichNode[] = []
  for (const child of parent.children as (Element | string)[]) {
    if (budget.nodes <= 0 || budget.text <= 0) break
    if (typeof child === 'string') {
      budget.nodes -= 1
      nodes.push(child.slice(0, budget.text))
      budget.text -= child.length
    } else if (depth < MAX_RICH_DEPTH) {
      nodes.push(...walkElement(child, depth, budget))
    }
  }
  return nodes
}

function walkElement(element: Element, depth: number, budget: Budget): RichNode[] {
  const name = element.getName().toLowerCase()
  // Somebody's missing xmlns leaves the namespace of the entry around it; a namespace of its own is another language.
  const foreign = namespaceOf(element) !== NS_XHTML && element.attrs['xmlns'] !== undefined
  if (foreign || element.name.includes(':') || DROPPED.has(name)) return []
  if (!TAGS.has(name)) return walk(element, depth + 1, budget)
  budget.nodes -= 1
  const tag = name as RichTag
  const children = VOID_TAGS.has(tag) ? [] : walk(element, depth + 1, budget)
  return elementFor(tag, attributesOf(element, tag), children)
}

/** @param container the element whose children are the markup: `div`, `body` or the Atom construct itself */
export function parseRichText(container: Element): RichNode[] {
  return walk(container, 0, { nodes: MAX_RICH_NODES, text: MAX_RICH_TEXT })
}

/** Text as XHTML-IM paragraphs would be drawn: blank lines part paragraphs, other line ends are breaks. */
export function paragraphsOf(text: string): string[][] {
  return text
    .split(/\n[ \t]*\n+/)
    .map(paragraph => paragraph.split('\n').map(line => line.trimEnd()))
    .filter(lines => lines.some(line => line !== ''))
}

/** A tree of allowed elements as XHTML again; what is not on the list is left out as it is when reading. */
export function buildRichText(nodes: readonly RichNode[]): (Element | string)[] {
  return nodes.flatMap(node => {
    if (typeof node === 'string') return node
    if (!TAGS.has(node.tag)) return buildRichText(node.children)
    return xml(node.tag, node.attrs, buildRichText(node.children))
  })
}
