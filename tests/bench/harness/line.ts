/** What kept the page's main thread busy for more than 50 ms at a time. */
export interface LongTasks {
  count: number
  ms: number
  /** The longest of them, in ms. */
  longest: number
}

/** One line of the table: one thing that was measured, in every run. */
export interface Line {
  /** Stays the same from version to version, so that runs can be compared. */
  id: string
  what: string
  unit: 'ms' | 'kB' | 'stanzas' | 'messages' | 'frames' | 'cards'
  /** One value per run. */
  values: number[]
  /** The same work without a user interface, in the same surroundings. */
  floor?: number[]
  /** As far as it should be at most; for messages at least. */
  aim?: number
  /** Of the page, up to the moment that was measured; one per run. */
  longTasks?: LongTasks[]
  /** What it cost all processes of the browser together, in ms. On a busy machine this is steadier than the time it took. */
  cpu?: number[]
  /** In use after it and after a collection, page and worker together, in MB. */
  heap?: number[]
}

/** From something that was done to something that was seen, once. */
export interface Stretch {
  ms: number
  longTasks: LongTasks
  cpu: number
  heap?: number
}

/** The line of stretches that were measured one after the other. */
export function stretchLine(id: string, what: string, stretches: readonly Stretch[], rest: Pick<Line, 'floor' | 'aim'> = {}): Line {
  const heap = stretches.flatMap(stretch => stretch.heap ?? [])
  return {
    id,
    what,
    unit: 'ms',
    values: stretches.map(({ ms }) => ms),
    longTasks: stretches.map(({ longTasks }) => longTasks),
    cpu: stretches.map(({ cpu }) => cpu),
    ...(heap.length > 0 && { heap }),
    ...rest,
  }
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const [lower, upper] = [sorted[middle - 1] ?? 0, sorted[middle] ?? 0]
  return sorted.length % 2 === 0 ? (lower + upper) / 2 : upper
}
