/**
 * When messages of one sender are a flood that a history folds: more than `most` of them in one stretch of `withinMs`, counted by the
 * clock, so that a stretch stays the same whatever else of the history is loaded. A stranger's is folded sooner.
 */
export const FLOOD = { withinMs: 10_000, most: 20, mostOfStranger: 8 } as const

interface Row {
  from: string
  direction: 'in' | 'out'
  sentAt: number
}

/** A stretch of a history, by the places of its first and last message. */
export interface Flood {
  /** The same while it grows at its end, and while more of it comes in at its beginning. */
  key: string
  first: number
  last: number
}

const momentOf = ({ sentAt }: Row): number => Math.floor(sentAt / FLOOD.withinMs)

/** The floods among rows, newest first. @param isApart whether something stands before a row that parts it from the one above */
export function floodsIn(rows: readonly Row[], most: number, isApart: (index: number) => boolean): Flood[] {
  const floods: Flood[] = []
  // Of one moment there may be several; they are counted from the newest, since older ones may still come in above.
  const counts = new Map<string, number>()
  for (let last = rows.length - 1; last >= 0;) {
    const row = rows[last]
    if (!row) break
    let first = last
    const goesOn = (next: Row | undefined): boolean => next?.from === row.from && momentOf(next) === momentOf(row)
    while (!isApart(first) && goesOn(rows[first - 1])) first -= 1
    if (row.direction === 'in' && last - first + 1 > most) {
      const name = `flood-${row.from}-${momentOf(row)}`
      const count = (counts.get(name) ?? 0) + 1
      counts.set(name, count)
      floods.push({ key: `${name}-${count}`, first, last })
    }
    last = first - 1
  }
  return floods
}
