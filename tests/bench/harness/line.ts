/** What kept the page's main thread busy for more than 50 ms at a time. */
export interface LongTasks {
  count: number
  ms: number
}

/** One line of the table: one thing that was measured, in every run. */
export interface Line {
  /** Stays the same from version to version, so that runs can be compared. */
  id: string
  what: string
  unit: 'ms' | 'kB' | 'stanzas' | 'messages'
  /** One value per run. */
  values: number[]
  /** The same work without a user interface, in the same surroundings. */
  floor?: number[]
  /** As far as it should be at most; for messages at least. */
  aim?: number
  /** Of the page, up to the moment that was measured; one per run. */
  longTasks?: LongTasks[]
  /** In use after it and after a collection, page and worker together, in MB. */
  heap?: number[]
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const [lower, upper] = [sorted[middle - 1] ?? 0, sorted[middle] ?? 0]
  return sorted.length % 2 === 0 ? (lower + upper) / 2 : upper
}
