import type { HistoryItem } from './history-items.ts'

/** What is on screen, and whether it came about by a change above the line the reader looks at. */
export interface Stage {
  items: readonly HistoryItem[]
  shift: boolean
}

/**
 * The virtual list knows sizes by index and can hold still either way: keeping the distance from the start, or (`shift`) from the
 * end. So a change on both sides of what the reader sees goes in two stages: first what lies above, then the rest.
 * @param anchor index in `shown` of the first message the reader sees
 */
export function nextStage(shown: readonly HistoryItem[], wanted: readonly HistoryItem[], anchor: number): Stage {
  const found = findAnchor(shown, wanted, anchor)
  if (!found) return { items: wanted, shift: false }
  const [oldIndex, newIndex] = found
  if (oldIndex === newIndex) return { items: wanted, shift: false }
  const above = wanted.slice(0, newIndex)
  const below = shown.slice(oldIndex)
  const isWhole = below.length === wanted.length - newIndex && below.every((item, index) => item === wanted[newIndex + index])
  return { items: isWhole ? wanted : [...above, ...below], shift: true }
}

/** The first message at or below the anchor that is still there, as its old and its new index. */
function findAnchor(shown: readonly HistoryItem[], wanted: readonly HistoryItem[], anchor: number): [number, number] | undefined {
  const indexes = new Map(wanted.map((item, index) => [item.key, index]))
  for (let index = Math.max(0, anchor); index < shown.length; index += 1) {
    const item = shown[index]
    const found = item?.kind === 'message' ? indexes.get(item.key) : undefined
    if (found !== undefined) return [index, found]
  }
  return undefined
}
