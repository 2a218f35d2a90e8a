import { MAX_RICH_DEPTH, MAX_RICH_NODES, type RichNode } from '#shared/rich-text.ts'

/** What a picture or a line of its own takes, counted in letters. */
const BLOCK_COST = 60
const PICTURE_COST = 400
const BLOCKS = new Set(['p', 'br', 'li', 'pre', 'blockquote', 'tr', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'dt', 'dd'])

/**
 * The beginning of a tree that costs no more than `budget` letters, so that a long post neither fills the feed nor is drawn in full
 * to be hidden. The limits on nodes and depth hold whatever the budget is.
 */
export function foldRich(nodes: readonly RichNode[], budget: number): { nodes: RichNode[]; folded: boolean } {
  const purse = { left: budget, nodes: MAX_RICH_NODES, folded: false }
  const kept = keep(nodes, purse, 0)
  return { nodes: kept, folded: purse.folded }
}

function costOf(tag: string): number {
  if (tag === 'img' || tag === 'video') return PICTURE_COST
  return BLOCKS.has(tag) ? BLOCK_COST : 0
}

function keep(nodes: readonly RichNode[], purse: { left: number; nodes: number; folded: boolean }, depth: number): RichNode[] {
  const kept: RichNode[] = []
  for (const node of nodes) {
    if (purse.left <= 0 || purse.nodes <= 0 || depth > MAX_RICH_DEPTH) {
      purse.folded = true
      break
    }
    purse.nodes -= 1
    if (typeof node === 'string') {
      kept.push(cut(node, purse.left))
      if (node.length > purse.left) purse.folded = true
      purse.left -= node.length
    } else {
      purse.left -= costOf(node.tag)
      kept.push({ ...node, children: keep(node.children, purse, depth + 1) })
    }
  }
  return kept
}

/** At a word's end where there is one near, and never inside a surrogate pair. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text
  const head = text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '')
  const space = head.search(/\s\S{0,40}$/)
  return `${space > 0 ? head.slice(0, space) : head}…`
}

/** The beginning of a plain text, by the same measure. */
export function foldText(text: string, budget: number): { text: string; folded: boolean } {
  let left = budget
  let end = 0
  while (end < text.length && left > 0) {
    const newline = text.indexOf('\n', end)
    const lineEnd = newline < 0 ? text.length : newline
    if (lineEnd - end > left) return { text: cut(text, end + left), folded: true }
    left -= Math.max(lineEnd - end, BLOCK_COST)
    end = lineEnd + 1
  }
  return end >= text.length ? { text, folded: false } : { text: `${text.slice(0, end).trimEnd()}…`, folded: true }
}
