import { openRawPage } from '../floor/blank-page.ts'
import { type BenchCase, times } from '../harness/bench-case.ts'

const ROWS = 10_000

/** What the disk and the browser allow at most: the rows of 10,000 messages with their indexes in one transaction. */
export const storageCase: BenchCase = {
  name: 'storage',
  runs: 3,
  run: async (stage, runs) => {
    const profile = stage.profile()
    const page = await openRawPage(stage, await profile.context())
    const values = await times(runs, () =>
      page.evaluate(async rows => {
        const startedAt = performance.now()
        await window.kithRaw.write(rows)
        return performance.now() - startedAt
      }, ROWS),
    )
    await profile.quit()
    return [{ id: 'raw-write', what: 'floor: 10,000 message rows into IndexedDB, one transaction', unit: 'ms', values }]
  },
}
