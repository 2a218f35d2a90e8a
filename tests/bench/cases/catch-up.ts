import { rawPage } from '../floor/blank-page.ts'
import { type BenchCase, times } from '../harness/bench-case.ts'
import { type Line, type Stretch, stretchLine } from '../harness/line.ts'
import { MeasuredPage } from '../harness/measured-page.ts'
import type { Sight } from '../harness/probe.ts'
import { CATCHING_UP, settled, signedIn } from '../harness/sign-in.ts'
import type { Stage } from '../harness/stage.ts'
import { friendJid, lastWord, type Person, seedPerson, seedTalk } from '../seed/people.ts'

const KNOWN = 50

/** As long as a hundred thousand take on a busy machine. */
const PATIENCE = 500

interface CatchUp {
  newest: Stretch
  all: Stretch
  /** From the newest on: what it is like to be there meanwhile, without the start of the page. */
  meanwhile: Stretch
  stored: number
}

/** Somebody with a chat open was away while much was said in it, or in many, and comes back with a new browser process. */
async function catchUp(stage: Stage, name: string, missed: number, friends = 1): Promise<{ person: Person; result: CatchUp }> {
  const { server } = stage
  const person = await seedPerson(server, name, Math.max(20, friends))
  seedTalk(server, person, `${name}-before`, { count: KNOWN, minutesAgo: 24 * 60 })
  const place = friends === 1 ? `/${encodeURIComponent(friendJid(server, 0))}` : ''
  const word: Sight = { selector: friends === 1 ? '[role=log] article' : '[role=list] a', text: lastWord(name) }
  const url = `${stage.host.url}#/chats${place}`
  const profile = stage.profile()
  // As whoever was here for more than a few seconds has it: nothing of the app is fetched again while it catches up.
  await (await signedIn(await profile.context(), url, person)).precached()
  await profile.quit()
  // What could be resumed would not be caught up with.
  await server.restart()
  seedTalk(server, person, name, { count: missed, friends, only: 'them' })

  const measured = await MeasuredPage.open(await profile.context(), url, { newest: word })
  const newest = await measured.fromNavigation('newest')
  const began = (await measured.first('newest')) - newest.ms
  const done = await measured.see({ selector: CATCHING_UP, gone: true }, PATIENCE)
  await settled(measured, PATIENCE)
  const all = { ...(await measured.stretch(began, done)), heap: await measured.heap() }
  const meanwhile = await measured.stretch(began + newest.ms, done)
  const result = { newest, all, meanwhile, stored: (await countMessages(measured)) - KNOWN }
  await profile.quit()
  return { person, result }
}

/** Asked of the database itself, past everything of the app. */
function countMessages({ page }: MeasuredPage): Promise<number> {
  return page.evaluate(async () => {
    const name = (await indexedDB.databases()).map(database => database.name ?? '').find(known => known.startsWith('kith:')) ?? ''
    return new Promise<number>((resolve, reject) => {
      const opening = indexedDB.open(name)
      opening.onerror = () => reject(new Error('no database'))
      opening.onsuccess = () => {
        const counting = opening.result.transaction('messages').objectStore('messages').count()
        counting.onsuccess = () => {
          resolve(counting.result)
          opening.result.close()
        }
      }
    })
  })
}

/** Signing in and reading the same archive in the same pages, each parsed. The newest page is the last of what has to be waited for. */
async function rawCatchUp(stage: Stage, { jid, password }: Person): Promise<{ newestMs: number; allMs: number }> {
  const page = await rawPage(stage)
  const result = await page.evaluate(
    async credentials => {
      const startedAt = performance.now()
      const session = await window.kithRaw.signIn(credentials)
      const signedInAt = performance.now()
      const [first = 0] = await window.kithRaw.archive(session)
      return { newestMs: signedInAt - startedAt + first, allMs: performance.now() - startedAt }
    },
    { url: stage.server.websocketUrl, jid, password },
  )
  await page.context().close()
  return result
}

async function missed(stage: Stage, runs: number, count: number): Promise<Line[]> {
  const whole = await times(runs, index => catchUp(stage, `carla-${count}-${index}`, count))
  const floors = await times(runs, index => rawCatchUp(stage, whole[index]?.person ?? { local: '', jid: '', password: '' }))
  const results = whole.map(({ result }) => result)
  const floor = { newest: floors.map(({ newestMs }) => newestMs), all: floors.map(({ allMs }) => allMs) }
  return linesOf(`missed-${count}`, `${count.toLocaleString('en')} missed in one chat`, count, results, floor)
}

function linesOf(id: string, what: string, count: number, results: CatchUp[], floor?: { newest: number[]; all: number[] }): Line[] {
  return [
    stretchLine(
      `${id}-newest`,
      `${what}: newest shown`,
      results.map(({ newest }) => newest),
      { ...(floor && { floor: floor.newest }), aim: 700 },
    ),
    stretchLine(
      `${id}-all`,
      'all of them stored',
      results.map(({ all }) => all),
      floor && { floor: floor.all },
    ),
    stretchLine(
      `${id}-meanwhile`,
      'of that, with the newest on the screen',
      results.map(({ meanwhile }) => meanwhile),
    ),
    {
      id: `${id}-stored`,
      what: 'found in the database then',
      unit: 'messages',
      values: results.map(({ stored }) => stored),
      aim: count,
    },
  ]
}

export const catchUpCase: BenchCase = {
  name: 'catch-up',
  runs: 3,
  run: async (stage, runs) => [...(await missed(stage, runs, 1000)), ...(await missed(stage, Math.min(runs, 3), 10_000))],
}

/** What takes minutes: a hundred thousand in one conversation, and two hundred conversations at once. */
export const longCatchUpCase: BenchCase = {
  name: 'long-catch-up',
  runs: 1,
  run: async (stage, runs) => {
    const many = await times(runs, async index => (await catchUp(stage, `mona-${index}`, 10_000, 200)).result)
    const long = await times(runs, async index => (await catchUp(stage, `carla-100000-${index}`, 100_000)).result)
    return [
      ...linesOf('missed-chats', '10,000 missed in 200 chats', 10_000, many),
      ...linesOf('missed-100000', '100,000 missed in one chat', 100_000, long),
    ]
  },
}
