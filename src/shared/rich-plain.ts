import type { RichNode } from './rich-text.ts'

/** What begins a line of its own. */
const BLOCKS = new Set([
  'p',
  'div',
  'br',
  'li',
  'blockquote',
  'pre',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'tr',
  'dt',
  'dd',
  'hr',
  'figure',
  'figcaption',
])

/** Rich text as plain text, a line for each block: for search and for titles. */
export function plainTextOf(nodes: readonly RichNode[]): string {
  const parts: string[] = []
  const add = (node: RichNode): void => {
    if (typeof node === 'string') {
      parts.push(node.replace(/\s+/g, ' '))
      return
    }
    const block = BLOCKS.has(node.tag)
    if (block) parts.push('\n')
    if (node.tag === 'img' && node.attrs.alt) parts.push(node.attrs.alt)
    node.children.forEach(add)
    if (block && node.tag !== 'br') parts.push('\n')
  }
  nodes.forEach(add)
  return tidyLines(parts.join(''))
}

/** Lines without spaces around them and never more than one empty line. */
export function tidyLines(text: string): string {
  return text
    .split('\n')
    .map(line => line.trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}
