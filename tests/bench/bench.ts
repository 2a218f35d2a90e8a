import os from 'node:os'
import { writeBlankPage } from './floor/blank-page.ts'
import type { BenchCase } from './harness/bench-case.ts'
import { figuresBefore, saveReport } from './harness/history.ts'
import { openStage, type Stage } from './harness/stage.ts'
import { type Figure, figureOf, machine, tableOf } from './harness/table.ts'
import { within } from './harness/within.ts'
import { burstCase } from './cases/burst.ts'
import { chatCase } from './cases/chat.ts'
import { catchUpCase, longCatchUpCase } from './cases/catch-up.ts'
import { coldStartCase } from './cases/cold-start.ts'
import { feedCase } from './cases/feed.ts'
import { longFeedCase } from './cases/long-feed.ts'
import { postCase } from './cases/post.ts'
import { publishCase } from './cases/publish.ts'
import { searchCase } from './cases/search.ts'
import { signInCase } from './cases/sign-in.ts'
import { storageCase } from './cases/storage.ts'
import { warmStartCase } from './cases/warm-start.ts'

/** Longer than any case takes on a slow machine: what is still running then is waiting for something that never comes. */
const CASE_SECONDS = 900

const CASES: readonly BenchCase[] = [
  coldStartCase,
  signInCase,
  warmStartCase,
  catchUpCase,
  longCatchUpCase,
  burstCase,
  chatCase,
  feedCase,
  longFeedCase,
  postCase,
  publishCase,
  storageCase,
  searchCase,
]

export const CASE_NAMES: readonly string[] = CASES.map(({ name }) => name)

interface BenchOptions {
  /** The production build that is measured. */
  dist: string
  /** Where reports are kept. */
  reports: string
  /** Names of cases; none means all. */
  wanted: readonly string[]
  /** Runs of each case, where it is not to choose itself. */
  runs: number | undefined
}

/** Measures, prints the table and keeps the report. A case that breaks is told and does not take the others along. */
export async function bench({ dist, reports, wanted, runs }: BenchOptions): Promise<{ broken: string[] }> {
  const at = new Date().toISOString()
  const loadBefore = load()
  writeBlankPage(dist)
  const stage = await openStage(dist)
  const figures: Figure[] = []
  const broken: string[] = []
  const about = machine(stage.browserVersion)
  try {
    for (const benchCase of CASES.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
      const found = await attempt(benchCase, stage, runs ?? benchCase.runs)
      if (found) figures.push(...found)
      else broken.push(benchCase.name)
    }
  } finally {
    await stage.close()
  }
  if (figures.length === 0) return { broken }
  const before = figuresBefore(reports)
  const loads: [number, number] = [loadBefore, load()]
  const file = saveReport(reports, { at, machine: about, load: loads, figures })
  console.log(`\n${tableOf(figures, before)}\n`)
  console.log(
    `${Object.values(about).join(', ')} cores; load ${loads[0]} before, ${loads[1]} after. Medians; ms of long tasks are their whole length, in brackets the longest one of all runs.`,
  )
  console.log(`Kept in ${file}`)
  return { broken }
}

const load = (): number => Math.round((os.loadavg()[0] ?? 0) * 100) / 100

async function attempt({ name, run }: BenchCase, stage: Stage, runs: number): Promise<Figure[] | undefined> {
  const startedAt = Date.now()
  try {
    const lines = await within(CASE_SECONDS, name, run(stage, runs))
    const figures = lines.map(figureOf)
    console.log(`${name.padEnd(12)} ${((Date.now() - startedAt) / 1000).toFixed(1)} s`)
    return figures
  } catch (error) {
    console.log(`${name.padEnd(12)} broken: ${error instanceof Error ? error.stack : String(error)}`)
    return undefined
  }
}
