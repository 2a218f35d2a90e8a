/** Looks at one row of a long list while something happens around it, in every frame. */
export interface Outcome {
  kind: string
  /** The furthest that it was seen away from where it was, in any frame; null where it was out of the document. */
  moved: number | null
  /** The furthest that the port was from its end in any frame. */
  rest: number
  /** Which row, for the message of a failure. */
  card: string
  /** Rows in the document, at most. */
  cards: number
}

export interface Table {
  get: (key: string) => Promise<Row | undefined>
  bulkPut: (rows: readonly object[]) => Promise<unknown>
  update: (key: string, change: object) => Promise<unknown>
  delete: (key: unknown) => Promise<unknown>
  bulkDelete: (keys: readonly string[]) => Promise<unknown>
  add: (row: object) => Promise<unknown>
}

export interface Row {
  key: string
  [field: string]: unknown
}

export interface SteadyWatch {
  /** The same row of numbers for the same seed. */
  random: () => number
  below: (count: number) => number
  oneOf: <Value>(values: readonly Value[]) => Value | undefined
  words: (count: number) => string
  table: (name: string) => Table
  rows: () => HTMLElement[]
  topOf: (row: Element) => number
  /** What is painted: after everything that the frame itself brought into order. */
  painted: () => Promise<void>
  /** Of the row that is looked at. */
  watched: () => string
  find: (name: string) => HTMLElement | undefined
  /** In the document and above what is looked at. */
  drawnAbove: () => HTMLElement[]
  /** Buttons with this text, in rows. */
  pressable: (text: string) => HTMLElement[]
  begin: () => Promise<void>
  /** @param isPressed its upper edge stays, however high it becomes */
  watchFrom: (row: HTMLElement, isPressed?: boolean) => void
  /** Looks on until this is so and a frame more. */
  until: (what: string, isDone: () => boolean) => Promise<void>
  outcome: (kind: string) => Outcome
}

declare global {
  interface Window {
    steadyWatch: SteadyWatch
  }
}

export interface Watched {
  /** Name of the account's database. */
  database: string
  seed: number
  /** Which rows. */
  selector: string
  /** Attribute with the name of a row. */
  name: string
  /** What scrolls; empty for the document. */
  port: string
}

/**
 * Runs in the page, self-contained. Rows are written by a second Dexie in the same database, as the engine's worker does: the page's
 * own live queries hear of it the same way.
 */
export async function installWatch({ database, seed, selector, name: attribute, port }: Watched): Promise<void> {
  type Opened = { open: () => Promise<unknown>; table: (name: string) => Table }
  const db = new (globalThis as unknown as { Dexie: new (name: string) => Opened }).Dexie(database)
  await db.open()
  let state = seed
  const random = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const below = (count: number): number => Math.floor(random() * count)
  const rows = (): HTMLElement[] => Array.from(document.querySelectorAll<HTMLElement>(selector))
  const nameOf = (row: HTMLElement): string => row.getAttribute(attribute) ?? ''
  const topOf = (row: Element): number => row.getBoundingClientRect().top
  /** With the room below it. */
  const heightOf = (row: HTMLElement): number => row.parentElement?.getBoundingClientRect().height ?? 0
  const find = (name: string): HTMLElement | undefined => rows().find(row => nameOf(row) === name)
  const edges = (): { upper: number; lower: number } => {
    const box = port ? document.querySelector(port)?.getBoundingClientRect() : undefined
    return { upper: box?.top ?? 0, lower: box?.bottom ?? innerHeight }
  }
  /** The first one that begins in the window, else the one that fills it. */
  const anchor = (): HTMLElement => {
    const { upper, lower } = edges()
    const all = rows()
    const inside = all.find(row => topOf(row) > upper - 0.5 && topOf(row) < lower) ?? all.findLast(row => topOf(row) < upper)
    if (!inside) throw new Error(`nothing is in the window at ${scrollY} of ${document.documentElement.scrollHeight}: ${all.length} rows`)
    return inside
  }
  const painted = (): Promise<void> =>
    new Promise(resolve => {
      requestAnimationFrame(() => {
        const observer = new ResizeObserver(() => {
          observer.disconnect()
          resolve()
        })
        observer.observe(document.documentElement)
      })
    })

  /** Of a row that is all there is in the window the same share must stay above it: then its height counts as well. */
  let watch = { name: '', from: 0, height: 0, moved: 0 as number | null, rest: 0, cards: 0 }
  const scroller = (): Element => (port && document.querySelector(port)) || document.documentElement
  const look = (): void => {
    const row = find(watch.name)
    const { upper } = edges()
    const moved = row && Math.abs(topOf(row) - upper - watch.from * (watch.height > 0 ? heightOf(row) / watch.height : 1))
    watch.moved = moved === undefined || watch.moved === null ? null : Math.max(watch.moved, moved)
    const { scrollHeight, clientHeight, scrollTop } = scroller()
    watch.rest = Math.max(watch.rest, scrollHeight - clientHeight - scrollTop)
    watch.cards = Math.max(watch.cards, document.querySelectorAll('article').length)
  }
  const watchFrom = (row: HTMLElement, isPressed = false): void => {
    const from = topOf(row) - edges().upper
    watch = { name: nameOf(row), from, height: from <= -0.5 && !isPressed ? heightOf(row) : 0, moved: 0, rest: 0, cards: 0 }
  }
  window.steadyWatch = {
    random,
    below,
    oneOf: values => values[below(values.length)],
    words: count => Array.from({ length: count }, (_, at) => ['swallow', 'kettle', 'of', 'harbours'][(at * 7) % 4]).join(' '),
    table: name => db.table(name),
    rows,
    topOf,
    painted,
    watched: () => watch.name,
    find,
    drawnAbove: () => {
      const all = rows()
      const at = all.findIndex(row => nameOf(row) === watch.name)
      return all.slice(0, Math.max(0, at))
    },
    pressable: text =>
      rows().flatMap(row => Array.from(row.querySelectorAll('button')).filter(button => button.textContent.trim() === text)),
    // From what was painted: in between, rows may have changed and not been brought into order yet.
    begin: async () => {
      await painted()
      watchFrom(anchor())
    },
    watchFrom,
    until: async (what, isDone) => {
      const startedAt = performance.now()
      for (let quiet = 0; quiet < 2;) {
        await painted()
        look()
        quiet = isDone() ? quiet + 1 : 0
        if (performance.now() - startedAt > 8000) throw new Error(`${what} never came (${watch.name})`)
      }
    },
    outcome: kind => ({ kind, moved: watch.moved, rest: watch.rest, card: watch.name, cards: watch.cards }),
  }
}
