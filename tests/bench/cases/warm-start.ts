import { blankReloads } from '../floor/blank-page.ts'
import { type BenchCase, times } from '../harness/bench-case.ts'
import type { Line, LongTasks } from '../harness/line.ts'
import { MeasuredPage } from '../harness/measured-page.ts'
import type { Sight } from '../harness/probe.ts'
import { signedIn } from '../harness/sign-in.ts'
import { friendJid, lastWord, seedPerson, seedTalk } from '../seed/people.ts'

interface WarmStart {
  ms: number
  longTasks: LongTasks
  heap: number
}

async function sinceNavigation(measured: MeasuredPage): Promise<WarmStart> {
  const seen = await measured.first('newest')
  const began = await measured.began()
  return { ms: seen - began, longTasks: await measured.longTasks(began, seen), heap: await measured.heap() }
}

function line(id: string, what: string, aim: number, floor: number[], starts: readonly WarmStart[]): Line {
  const values = starts.map(({ ms }) => ms)
  return {
    id,
    what,
    unit: 'ms',
    values,
    floor,
    aim,
    longTasks: starts.map(start => start.longTasks),
    heap: starts.map(start => start.heap),
  }
}

export const warmStartCase: BenchCase = {
  name: 'warm-start',
  runs: 7,
  run: async (stage, runs) => {
    const person = await seedPerson(stage.server, 'wanda', 200)
    seedTalk(stage.server, person, 'wanda', { count: 300 })
    const newest: Sight = { selector: '[role=log] article', text: lastWord('wanda') }
    const url = `${stage.host.url}#/chats/${encodeURIComponent(friendJid(stage.server, 0))}`
    const profile = stage.profile()
    let measured = await signedIn(await profile.context(), url, person, { newest })
    await measured.first('newest')
    await measured.precached()

    const reload = async (): Promise<WarmStart> => {
      await measured.reload()
      return sinceNavigation(measured)
    }
    // The first reload is the first that the service worker answers; it compiles itself and the code then.
    await reload()
    const reloads = await times(runs, reload)
    const context = await profile.context()
    await context.setOffline(true)
    const offline = await times(Math.min(runs, 3), reload)
    await profile.quit()

    const restarts = await times(Math.min(runs, 5), async () => {
      measured = await MeasuredPage.open(await profile.context(), url, { newest })
      const start = await sinceNavigation(measured)
      await profile.quit()
      return start
    })
    const visitor = await stage.visitor()
    const floor = await blankReloads(stage, visitor, runs)
    await visitor.close()
    return [
      line('reload', 'reload with a chat open: its newest message', 260, floor, reloads),
      line('new-process', 'new browser process: the same', 400, floor, restarts),
      line('offline', 'reload without a network: the same', 260, floor, offline),
    ]
  },
}
