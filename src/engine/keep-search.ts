import { DamagedIndex, disownSearchIndex, indexSlice, isSearchIndexWhole, watchForSearch } from '#storage/search-index.ts'
import type { EngineContext } from './context.ts'
import { inBackground } from './in-background.ts'

/** Between two slices, so that what the network says does not wait for it. */
const PAUSE_MS = 4
/** A change is seldom alone. */
const GATHER_MS = 120

/**
 * Keeps the search index in step with what is stored: what changed while nobody looked is found in the queue, what was there before
 * the index is read in small slices, and an index that turns out to be damaged is written anew.
 */
export function keepSearch(context: EngineContext): { stop: () => Promise<void> } {
  const { db, note } = context
  const stopping = new AbortController()
  const isStopped = (): boolean => stopping.signal.aborted
  let running: Promise<void> | undefined
  let isWanted = false

  let isChecked = false

  const check = async (): Promise<void> => {
    if (!(await isSearchIndexWhole(db)) && !isStopped()) await disownSearchIndex(db)
  }

  const work = async (): Promise<void> => {
    if (!isChecked) await check()
    isChecked = true
    while (isWanted && !isStopped()) {
      isWanted = false
      await pause(GATHER_MS)
      while (!isStopped() && (await indexSlice(db))) await pause(PAUSE_MS)
    }
  }
  const run = async (): Promise<void> => {
    try {
      await work()
    } catch (error) {
      if (!(error instanceof DamagedIndex) || isStopped()) throw error
      note('search index damaged')
      await disownSearchIndex(db)
    }
  }
  const wake = (): void => {
    isWanted = true
    running ??= startRun()
  }
  const startRun = (): Promise<void> => {
    const done = run().finally(() => {
      running = undefined
      // Something came between the last look and now.
      if (isWanted && !isStopped()) wake()
    })
    inBackground(context, done, 'search index not written')
    return done
  }
  const unwatch = watchForSearch(db, wake)
  wake()
  return {
    stop: async () => {
      stopping.abort()
      unwatch()
      await running?.catch(() => undefined)
    },
  }
}

const pause = (ms: number): Promise<void> =>
  new Promise(resolve => {
    setTimeout(resolve, ms)
  })
