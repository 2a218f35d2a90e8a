import { blankReloads } from '../floor/blank-page.ts'
import { type BenchCase, times } from '../harness/bench-case.ts'
import type { LongTasks } from '../harness/line.ts'
import { MeasuredPage } from '../harness/measured-page.ts'
import { FORM } from '../harness/sign-in.ts'
import type { Stage } from '../harness/stage.ts'

interface ColdStart {
  ms: number
  longTasks: LongTasks
  bytesToForm: number
  bytesInAll: number
  heap: number
}

/** Somebody who was never here comes: nothing is cached. */
async function coldStart(stage: Stage, slowdown = 1): Promise<ColdStart> {
  const context = await stage.visitor()
  const before = stage.sent.length
  const measured = await MeasuredPage.open(context, stage.host.url, { form: FORM }, slowdown)
  const seen = await measured.first('form')
  const began = await measured.began()
  const longTasks = await measured.longTasks(began, seen)
  await measured.precached()
  const sent = stage.sent.slice(before)
  const sum = (bodies: typeof sent): number => bodies.reduce((bytes, body) => bytes + body.bytes, 0)
  const result = {
    ms: seen - began,
    longTasks,
    bytesToForm: sum(sent.filter(({ at }) => at <= seen)) / 1000,
    bytesInAll: sum(sent) / 1000,
    heap: await measured.heap(),
  }
  await context.close()
  return result
}

export const coldStartCase: BenchCase = {
  name: 'cold-start',
  runs: 7,
  run: async (stage, runs) => {
    // The host compresses each file once, the first time that it is asked for.
    await coldStart(stage)
    const starts = await times(runs, () => coldStart(stage))
    const slow = await times(Math.min(runs, 3), () => coldStart(stage, 4))
    const blank = await stage.visitor()
    const floor = await blankReloads(stage, blank, runs)
    await blank.close()
    return [
      {
        id: 'cold-start',
        what: 'cold start to usable sign-in form',
        unit: 'ms',
        values: starts.map(({ ms }) => ms),
        floor,
        aim: 350,
        longTasks: starts.map(({ longTasks }) => longTasks),
        heap: starts.map(({ heap }) => heap),
      },
      {
        id: 'cold-start-slow',
        what: 'the same with a CPU four times slower',
        unit: 'ms',
        values: slow.map(({ ms }) => ms),
        aim: 900,
        longTasks: slow.map(({ longTasks }) => longTasks),
      },
      { id: 'bytes-to-form', what: 'bytes on the wire until then', unit: 'kB', values: starts.map(start => start.bytesToForm), aim: 170 },
      { id: 'bytes-in-all', what: 'all bytes, precache included', unit: 'kB', values: starts.map(start => start.bytesInAll), aim: 400 },
    ]
  },
}
