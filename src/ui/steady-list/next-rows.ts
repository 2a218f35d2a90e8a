/** The rows that are in the document: those from `start` on and before `end`. */
export interface Range {
  start: number
  end: number
}

/** So many rows are drawn at once beyond what can be seen: more would hold up the page, above all where they are the first of their kind. */
export const AT_ONCE = 4

/** Never more than these are in the document, however high the window or low the rows. */
const MOST_DRAWN = 150

/**
 * Which rows can be seen, and which are near.
 * @param indexAt the row at so many px below the upper edge
 */
export function rowsAround(indexAt: (place: number) => number, height: number, buffer: number): { seen: Range; near: Range } {
  const start = Math.max(indexAt(-buffer), indexAt(0) - MOST_DRAWN / 3)
  const near = { start, end: Math.min(indexAt(height + buffer) + 1, start + MOST_DRAWN) }
  return { near, seen: { start: Math.max(start, indexAt(0)), end: Math.min(near.end, indexAt(height) + 1) } }
}

/**
 * What to draw next: all that can be seen, and of what is near so much more as there is room for, evenly above and below.
 * @param room for rows that are not drawn yet
 * @returns a range within what is near, and how many rows of it are new
 */
export function nextRows(drawn: Range, seen: Range, near: Range, room: number): { range: Range; added: number } {
  const kept = overlap(drawn, near)
  const isAround = kept.end > kept.start && kept.start <= seen.end && kept.end >= seen.start
  const base = isAround ? { start: Math.min(kept.start, seen.start), end: Math.max(kept.end, seen.end) } : seen
  const left = Math.max(0, room - newIn(base, drawn))
  const [above, below] = [base.start - near.start, near.end - base.end]
  const up = Math.min(above, Math.max(left - below, Math.floor(left / 2)))
  const down = Math.min(below, left - up)
  const range = { start: base.start - up, end: base.end + down }
  return { range, added: newIn(range, drawn) }
}

function overlap(one: Range, other: Range): Range {
  return { start: Math.max(one.start, other.start), end: Math.min(one.end, other.end) }
}

function newIn(range: Range, drawn: Range): number {
  const { start, end } = overlap(range, drawn)
  return range.end - range.start - Math.max(0, end - start)
}
