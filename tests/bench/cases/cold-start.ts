import { blankReloads } from '../floor/blank-page.ts'
import { type BenchCase, times } from '../harness/bench-case.ts'
import { type Stretch, stretchLine } from '../harness/line.ts'
import { MeasuredPage } from '../harness/measured-page.ts'
import { FORM } from '../harness/sign-in.ts'
import type { Stage } from '../harness/stage.ts'

interface ColdStart extends Stretch {
  kilobytesToForm: number
  kilobytesInAll: number
}

/** Somebody who was never here comes: nothing is cached. */
async function coldStart(stage: Stage, slowdown = 1): Promise<ColdStart> {
  const context = await stage.visitor()
  const before = stage.sent.length
  const measured = await MeasuredPage.open(context, stage.host.url, { form: FORM }, slowdown)
  const stretch = await measured.fromNavigation('form')
  const seen = await measured.first('form')
  await measured.precached()
  const sent = stage.sent.slice(before)
  const sum = (bodies: typeof sent): number => bodies.reduce((bytes, body) => bytes + body.bytes, 0) / 1000
  const result = {
    ...stretch,
    kilobytesToForm: sum(sent.filter(({ at }) => at <= seen)),
    kilobytesInAll: sum(sent),
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
      stretchLine('cold-start', 'cold start to usable sign-in form', starts, { floor, aim: 350 }),
      stretchLine('cold-start-slow', 'the same with a CPU four times slower', slow, { aim: 900 }),
      {
        id: 'bytes-to-form',
        what: 'bytes on the wire until then',
        unit: 'kB',
        values: starts.map(({ kilobytesToForm }) => kilobytesToForm),
        aim: 170,
      },
      {
        id: 'bytes-in-all',
        what: 'all bytes, precache included',
        unit: 'kB',
        values: starts.map(({ kilobytesInAll }) => kilobytesInAll),
        aim: 400,
      },
    ]
  },
}
