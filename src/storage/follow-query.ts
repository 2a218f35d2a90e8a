import { Dexie, liveQuery, type ObservabilitySet, rangesOverlap } from 'dexie'

interface Hears<Value> {
  next: (value: Value) => void
  error: (error: unknown) => void
}

/** A query that is read again whenever what it looked at has changed, here or in another tab. */
export interface Followed<Value> {
  subscribe(next: Hears<Value>['next'], error?: Hears<Value>['error']): () => void
  /** For those who would otherwise subscribe to find out. */
  hasValue(): boolean
}

/**
 * As Dexie's `liveQuery`, but what waits for a change takes down nothing meanwhile. Dexie 4.4 writes every change of any table into a
 * tree of each query until that query runs again: while 300 nodes were caught up with, half of the page's time went there (4.7 of
 * 10 s, 100 queries). So Dexie runs each query, tells what it looked at, and is let go; changes are compared with that, once each.
 * @param read an async function that touches nothing but the database
 */
export function followQuery<Value>(read: () => Promise<Value>): Followed<Value> {
  return {
    subscribe(next, error = rethrow) {
      const follower = new Follower(read, { next, error })
      return () => follower.stop()
    },
    hasValue: () => false,
  }
}

/** Nobody said what to do about it: then it is an error like any other that nobody catches. */
function rethrow(error: unknown): void {
  queueMicrotask(() => {
    throw error
  })
}

/** Those that wait for a change of what they looked at. */
const waiting = new Set<{ onChange: (changed: ObservabilitySet) => void }>()

function onChange(changed: ObservabilitySet): void {
  for (const follower of waiting) follower.onChange(changed)
}

let isListening = false

class Follower<Value> {
  readonly #read: () => Promise<Value>
  readonly #hears: Hears<Value>
  #looked: ObservabilitySet = {}
  #running: { unsubscribe: () => void } | undefined

  constructor(read: () => Promise<Value>, hears: Hears<Value>) {
    this.#read = read
    this.#hears = hears
    if (!isListening) Dexie.on('storagemutated', onChange)
    isListening = true
    this.#run()
  }

  onChange(changed: ObservabilitySet): void {
    if (!overlap(changed, this.#looked)) return
    waiting.delete(this)
    this.#run()
  }

  stop(): void {
    waiting.delete(this)
    this.#running?.unsubscribe()
  }

  /** While it runs Dexie itself minds what changes meanwhile. */
  #run(): void {
    let looked: ObservabilitySet = {}
    const rest = (): void => {
      this.#running?.unsubscribe()
      this.#looked = looked
      waiting.add(this)
    }
    this.#running = liveQuery(async () => {
      looked = lookedAt()
      return this.#read()
    }).subscribe({
      next: value => {
        rest()
        this.#hears.next(value)
      },
      error: (error: unknown) => {
        rest()
        this.#hears.error(error)
      },
    })
  }
}

/** Where Dexie writes what the running query looks at. */
function lookedAt(): ObservabilitySet {
  const { PSD } = Dexie.Promise as unknown as { PSD: { subscr?: ObservabilitySet } }
  if (!PSD.subscr) throw new Error('this Dexie tells no query what it looked at')
  return PSD.subscr
}

function overlap(changed: ObservabilitySet, looked: ObservabilitySet): boolean {
  // A change that nobody can tell the place of concerns everybody.
  if ('all' in changed || 'all' in looked) return true
  return Object.entries(looked).some(([part, ranges]) => changed[part] !== undefined && rangesOverlap(changed[part], ranges))
}
