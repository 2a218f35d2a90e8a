import type { BlockContent, ListItem, PhrasingContent, TableRow } from 'mdast'
import type { RichElement, RichNode } from '#shared/rich-text.ts'

/** Markup as the Markdown that gives it again: for pasted text, and for editing a post whose author sent no source. */
export async function richToMarkdown(nodes: readonly RichNode[]): Promise<string> {
  const [{ toMarkdown }, { gfmToMarkdown }] = await Promise.all([import('mdast-util-to-markdown'), import('mdast-util-gfm')])
  const text = toMarkdown(
    { type: 'root', children: blocks(nodes) },
    {
      extensions: [gfmToMarkdown({ tablePipeAlign: false })],
      bullet: '-',
      rule: '-',
      listItemIndent: 'one',
      handlers: { break: () => '\n' },
    },
  )
  return text.trimEnd()
}

const INLINE: ReadonlySet<string> = new Set('a strong b em i u s del ins code span sub sup q img br'.split(' '))

/** Text between blocks is a paragraph of its own. */
function blocks(nodes: readonly RichNode[]): BlockContent[] {
  const found: BlockContent[] = []
  let loose: RichNode[] = []
  const flush = (): void => {
    const words = tidy(phrases(loose))
    if (words.length > 0) found.push({ type: 'paragraph', children: words })
    loose = []
  }
  for (const node of nodes) {
    if (typeof node === 'string' || INLINE.has(node.tag)) loose.push(node)
    else {
      flush()
      found.push(...block(node))
    }
  }
  flush()
  return found
}

function block({ tag, attrs, children }: RichElement): BlockContent[] {
  switch (tag) {
    case 'h1':
    case 'h2':
    case 'h3':
    case 'h4':
    case 'h5':
    case 'h6':
      return [{ type: 'heading', depth: Number(tag[1]) as 1, children: tidy(phrases(children)) }]
    case 'hr':
      return [{ type: 'thematicBreak' }]
    case 'pre':
      return [{ type: 'code', value: textOf(children).replace(/\n$/, '') }]
    case 'blockquote':
      return [{ type: 'blockquote', children: blocks(children) }]
    case 'ul':
    case 'ol':
      return [{ type: 'list', ordered: tag === 'ol', start: Number(attrs.start ?? 1), spread: false, children: itemsOf(children) }]
    case 'table':
      return [{ type: 'table', children: rowsOf(children) }]
    default:
      return blocks(children)
  }
}

function itemsOf(children: readonly RichNode[]): ListItem[] {
  const items = children.filter((node): node is RichElement => typeof node !== 'string' && node.tag === 'li')
  return items.map(item => ({ type: 'listItem', spread: false, children: blocks(item.children) }))
}

function rowsOf(children: readonly RichNode[]): TableRow[] {
  return children.flatMap((node): TableRow[] => {
    if (typeof node === 'string') return []
    if (node.tag !== 'tr') return rowsOf(node.children)
    const cells = node.children.filter((cell): cell is RichElement => typeof cell !== 'string')
    return [{ type: 'tableRow', children: cells.map(cell => ({ type: 'tableCell', children: tidy(phrases(cell.children)) })) }]
  })
}

function phrases(nodes: readonly RichNode[]): PhrasingContent[] {
  return nodes.flatMap((node): PhrasingContent[] => {
    if (typeof node === 'string') return [{ type: 'text', value: node.replace(/\s+/g, ' ') }]
    return phrase(node)
  })
}

function phrase({ tag, attrs, children }: RichElement): PhrasingContent[] {
  switch (tag) {
    case 'br':
      return [{ type: 'break' }]
    case 'strong':
    case 'b':
      return [{ type: 'strong', children: phrases(children) }]
    case 'em':
    case 'i':
      return [{ type: 'emphasis', children: phrases(children) }]
    case 's':
    case 'del':
      return [{ type: 'delete', children: phrases(children) }]
    case 'code':
      return [{ type: 'inlineCode', value: textOf(children) }]
    case 'a':
      return attrs.href === undefined ? phrases(children) : [{ type: 'link', url: attrs.href, children: phrases(children) }]
    case 'img':
      return attrs.src === undefined ? [] : [{ type: 'image', url: attrs.src, alt: attrs.alt ?? '' }]
    default:
      return phrases(children)
  }
}

/** White space at the ends of a block is only the way its markup was laid out. */
function tidy(content: PhrasingContent[]): PhrasingContent[] {
  const isBlank = (node: PhrasingContent | undefined): boolean =>
    node?.type === 'break' || (node?.type === 'text' && node.value.trim() === '')
  let [from, to] = [0, content.length]
  while (from < to && isBlank(content[from])) from += 1
  while (to > from && isBlank(content[to - 1])) to -= 1
  return content.slice(from, to).map((node, index, kept) => {
    if (node.type !== 'text') return node
    const start = index === 0 ? node.value.trimStart() : node.value
    return { ...node, value: index === kept.length - 1 ? start.trimEnd() : start }
  })
}

function textOf(nodes: readonly RichNode[]): string {
  return nodes.map(node => (typeof node === 'string' ? node : node.tag === 'br' ? '\n' : textOf(node.children))).join('')
}
