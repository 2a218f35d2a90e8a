import {
  MAX_RICH_DEPTH,
  MAX_RICH_NODES,
  RICH_ATTRIBUTES,
  RICH_TAGS,
  type RichElement,
  type RichNode,
  type RichTag,
} from '#shared/rich-text.ts'

/** More than this of escaped markup is not parsed; its text form is shown instead. */
const MAX_HTML = 500_000
const TAGS: ReadonlySet<string> = new Set(RICH_TAGS)

/**
 * Markup that arrived as a string (Atom content of type="html") as a tree for the renderer. DOMPurify parses it into an inert
 * document, where nothing loads and nothing runs; what it leaves is read node by node and never turned into a string again.
 * @returns undefined when it is too long to be looked at
 */
export async function cleanHtml(html: string): Promise<RichNode[] | undefined> {
  if (html.length > MAX_HTML) return undefined
  const { default: purifier } = await import('dompurify')
  const fragment = purifier.sanitize(html, {
    ALLOWED_TAGS: [...RICH_TAGS],
    ALLOWED_ATTR: [...RICH_ATTRIBUTES],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  })
  return readNodes(fragment.childNodes, { nodes: MAX_RICH_NODES }, 0)
}

function readNodes(nodes: NodeListOf<ChildNode>, purse: { nodes: number }, depth: number): RichNode[] {
  const read: RichNode[] = []
  if (depth > MAX_RICH_DEPTH) return read
  for (const node of nodes) {
    if (purse.nodes <= 0) break
    purse.nodes -= 1
    // 3: text, 1: element (the fragment belongs to another document, so `instanceof` says nothing).
    if (node.nodeType === 3) read.push(node.textContent ?? '')
    else if (node.nodeType === 1) read.push(...readElement(node as Element, purse, depth))
  }
  return read
}

function readElement(element: Element, purse: { nodes: number }, depth: number): RichNode[] {
  const tag = element.localName
  const children = readNodes(element.childNodes, purse, depth + 1)
  if (!TAGS.has(tag) || element.namespaceURI !== 'http://www.w3.org/1999/xhtml') return children
  const attrs: RichElement['attrs'] = {}
  for (const name of RICH_ATTRIBUTES) {
    const value = element.getAttribute(name)
    if (value !== null) attrs[name] = value
  }
  return [{ tag: tag as RichTag, attrs, children }]
}
