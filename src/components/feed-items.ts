import type { NodeGap } from '#model/node.ts'
import type { FeedRow } from '#storage/posts.ts'

/** One line of a list of posts. A hole we know of is a line of its own, with a way to fill it. */
export type FeedItem = { kind: 'post'; id: string; row: FeedRow } | { kind: 'gap'; id: string; gap: NodeGap }

/**
 * Rows with the gaps that lie between them, newest first. A gap below the last row is left out until the list reaches it.
 * @param atEnd nothing older is stored, so a gap below the last row belongs to the list
 */
export function withGaps(rows: readonly FeedRow[], gaps: readonly NodeGap[], atEnd: boolean): FeedItem[] {
  const items: FeedItem[] = []
  const waiting = gaps.toSorted((one, other) => other.sortAt - one.sortAt)
  for (const row of rows) {
    while (waiting[0] && waiting[0].sortAt > row.sortAt) pushGap(items, waiting.shift())
    items.push({ kind: 'post', id: row.key, row })
  }
  if (atEnd) for (const gap of waiting) pushGap(items, gap)
  return items
}

function pushGap(items: FeedItem[], gap: NodeGap | undefined): void {
  // Above the first row there is nothing to be missing from.
  if (gap?.id !== undefined && items.length > 0) items.push({ kind: 'gap', id: `gap ${gap.id}`, gap })
}
