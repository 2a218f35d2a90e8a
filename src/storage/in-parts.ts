/** From 50 rows on Dexie 4.4 takes a write for a change of the whole table, and every query that looks at any of it is read again. */
const MOST_ROWS = 49

/** Writes many rows so that it stays known which: a few at a time, in one transaction of the caller's. */
export async function inParts<Row>(rows: readonly Row[], write: (part: readonly Row[]) => PromiseLike<unknown>): Promise<void> {
  for (let start = 0; start < rows.length; start += MOST_ROWS) await write(rows.slice(start, start + MOST_ROWS))
}
