import type { Definition, Nodes, Root, Table } from 'mdast'
import type { Markup } from '#model/post-content.ts'
import { plainTextOf } from '#shared/rich-plain.ts'
import { MAX_RICH_DEPTH, type RichElement, type RichNode, type RichTag } from '#shared/rich-text.ts'
import { safeLink, safeMediaUrl } from '#shared/safe-url.ts'

/**
 * What somebody wrote in Markdown (GitHub's flavour, as Movim reads it). Markup typed as HTML stays text, addresses that would act lead
 * nowhere. Loaded when somebody writes, not before.
 * @returns null where the text says nothing but itself: paragraphs and line breaks
 */
export async function markdownToRich(text: string): Promise<Markup | null> {
  const [{ fromMarkdown }, { gfmFromMarkdown }, { gfm }] = await Promise.all([
    import('mdast-util-from-markdown'),
    import('mdast-util-gfm'),
    import('micromark-extension-gfm'),
  ])
  const root = fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })
  const definitions = new Map(definitionsOf(root).map(definition => [definition.identifier, definition]))
  const rich = walk(root.children, { definitions, isTight: false, depth: 0 })
  return isPlain(rich) ? null : { rich, plain: plainTextOf(rich) }
}

const isPlain = (nodes: readonly RichNode[]): boolean =>
  nodes.every(node => typeof node === 'string' || node.tag === 'br' || isBareAddress(node) || (node.tag === 'p' && isPlain(node.children)))

/** An address that stands for itself is a link in plain text as well. */
function isBareAddress({ tag, attrs, children }: RichElement): boolean {
  const [words] = children
  if (tag !== 'a' || children.length !== 1 || typeof words !== 'string') return false
  return ['', 'http://', 'mailto:'].some(start => safeLink(start + words) === attrs.href)
}

function definitionsOf(node: Root | Nodes): Definition[] {
  if (node.type === 'definition') return [node]
  return 'children' in node ? node.children.flatMap(child => definitionsOf(child)) : []
}

interface Around {
  definitions: ReadonlyMap<string, Definition>
  /** In a list whose items stand close together: their text is no paragraph. */
  isTight: boolean
  depth: number
}

function walk(nodes: readonly Nodes[], around: Around): RichNode[] {
  if (around.depth > MAX_RICH_DEPTH) return []
  return nodes.flatMap(node => draw(node, around))
}

const element = (tag: RichTag, children: RichNode[] = [], attrs: RichElement['attrs'] = {}): RichElement[] => [{ tag, attrs, children }]

type Inside = (changes?: Partial<Around>) => RichNode[]
type Drawers = { [Type in Nodes['type']]?: (node: Extract<Nodes, { type: Type }>, inside: Inside, around: Around) => RichNode[] }

const DRAWERS: Drawers = {
  text: ({ value }) => lines(value),
  html: ({ value }, _, { depth }) => (depth === 0 ? element('p', lines(value)) : lines(value)),
  paragraph: (_, inside, { isTight }) => (isTight ? inside() : element('p', inside())),
  heading: ({ depth }, inside) => element(`h${depth}`, inside()),
  blockquote: (_, inside) => element('blockquote', inside({ isTight: false })),
  list: ({ ordered, start, spread }, inside) =>
    element(ordered ? 'ol' : 'ul', inside({ isTight: !spread }), start && start > 1 ? { start: String(start) } : {}),
  listItem: ({ checked }, inside) => element('li', [...(typeof checked === 'boolean' ? [checked ? '☑ ' : '☐ '] : []), ...inside()]),
  code: ({ value }) => element('pre', element('code', [value])),
  table: (table, _, around) => tableOf(table, around),
  image: ({ url, alt }) => pictureOf(url, alt ?? ''),
  imageReference: ({ identifier, alt }, _, { definitions }) => pictureOf(definitions.get(identifier)?.url, alt ?? ''),
  link: ({ url }, inside) => linkTo(url, inside()),
  linkReference: ({ identifier }, inside, { definitions }) => linkTo(definitions.get(identifier)?.url, inside()),
  emphasis: (_, inside) => element('em', inside()),
  strong: (_, inside) => element('strong', inside()),
  delete: (_, inside) => element('del', inside()),
  inlineCode: ({ value }) => element('code', [value]),
  break: () => element('br'),
  thematicBreak: () => element('hr'),
  footnoteReference: ({ label, identifier }) => element('sup', [label ?? identifier]),
  footnoteDefinition: ({ label, identifier }, inside) => element('div', [...element('sup', [label ?? identifier]), ...inside()]),
}

function draw(node: Nodes, around: Around): RichNode[] {
  const inside: Inside = changes => ('children' in node ? walk(node.children, { ...around, depth: around.depth + 1, ...changes }) : [])
  const drawer = DRAWERS[node.type] as ((node: Nodes, inside: Inside, around: Around) => RichNode[]) | undefined
  return drawer?.(node, inside, around) ?? []
}

function tableOf(table: Table, around: Around): RichNode[] {
  const rows = (tag: 'th' | 'td', from: readonly Table['children'][number][]): RichNode[] =>
    from.flatMap(row =>
      element(
        'tr',
        row.children.flatMap(cell => element(tag, walk(cell.children, { ...around, depth: around.depth + 3 }))),
      ),
    )
  const [head, ...rest] = table.children
  const body = rest.length > 0 ? element('tbody', rows('td', rest)) : []
  return element('table', [...element('thead', rows('th', head ? [head] : [])), ...body])
}

/** People who write posts mean their line ends. */
function lines(text: string): RichNode[] {
  return text.split('\n').flatMap((line, index): RichNode[] => {
    const words = line === '' ? [] : [line]
    return index === 0 ? words : [...element('br'), ...words]
  })
}

function linkTo(url: string | undefined, words: RichNode[]): RichNode[] {
  const href = safeLink(url)
  return href === undefined ? words : element('a', words, { href })
}

function pictureOf(url: string | undefined, alt: string): RichNode[] {
  const src = safeMediaUrl(url)
  return src === undefined ? lines(alt) : element('img', [], { src, alt })
}
