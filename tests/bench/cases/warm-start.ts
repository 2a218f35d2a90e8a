import { blankReloads } from '../floor/blank-page.ts'
import { type BenchCase, times } from '../harness/bench-case.ts'
import { type Stretch, stretchLine } from '../harness/line.ts'
import { MeasuredPage } from '../harness/measured-page.ts'
import type { Sight } from '../harness/probe.ts'
import { signedIn } from '../harness/sign-in.ts'
import { friendJid, lastWord, seedPerson, seedTalk } from '../seed/people.ts'

async function sinceNavigation(measured: MeasuredPage): Promise<Stretch> {
  return { ...(await measured.fromNavigation('newest')), heap: await measured.heap() }
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

    const reload = async (): Promise<Stretch> => {
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
      stretchLine('reload', 'reload with a chat open: its newest message', reloads, { floor, aim: 260 }),
      stretchLine('new-process', 'new browser process: the same', restarts, { floor, aim: 400 }),
      stretchLine('offline', 'reload without a network: the same', offline, { floor, aim: 260 }),
    ]
  },
}
