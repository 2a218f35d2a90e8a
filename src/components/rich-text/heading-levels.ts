import type { RichElement, RichNode } from '#shared/rich-text.ts'

/** The heading above all of them: the title of the post. */
const ABOVE = 2
const DEEPEST = 6

/**
 * Levels for the headings of a text below the post's own, in steps of one: authors choose theirs by their looks, and who goes through a
 * page by its headings should not fall over a missing step.
 */
export function headingLevels(nodes: readonly RichNode[]): ReadonlyMap<RichElement, number> {
  const headings = headingsOf(nodes)
  const used = [...new Set(headings.map(levelOf))].toSorted((one, other) => one - other)
  const levels = new Map<RichElement, number>()
  let before = ABOVE
  for (const heading of headings) {
    before = Math.min(ABOVE + 1 + used.indexOf(levelOf(heading)), before + 1, DEEPEST)
    levels.set(heading, before)
  }
  return levels
}

const levelOf = ({ tag }: RichElement): number => Number(tag[1])

function headingsOf(nodes: readonly RichNode[]): RichElement[] {
  return nodes.flatMap(node => {
    if (typeof node === 'string') return []
    return /^h[1-6]$/.test(node.tag) ? [node] : headingsOf(node.children)
  })
}
