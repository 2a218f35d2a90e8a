import { rawPage } from '../floor/blank-page.ts'
import { type BenchCase, times } from '../harness/bench-case.ts'
import { type Line, type Stretch, stretchLine } from '../harness/line.ts'
import { MeasuredPage } from '../harness/measured-page.ts'
import type { Sight } from '../harness/probe.ts'
import { CATCHING_UP, settled, signedIn } from '../harness/sign-in.ts'
import type { Stage } from '../harness/stage.ts'
import { friendJid, lastWord, type Person, seedPerson, seedTalk } from '../seed/people.ts'

const KNOWN = 50

interface CatchUp {
  newest: Stretch
  all: Stretch
  stored: number
}

/** Somebody with a chat open was away while much was said in it, and comes back with a new browser process. */
async function catchUp(stage: Stage, name: string, missed: number): Promise<{ person: Person; result: CatchUp }> {
  const { server } = stage
  const person = await seedPerson(server, name)
  seedTalk(server, person, `${name}-before`, { count: KNOWN, minutesAgo: 24 * 60 })
  const word: Sight = { selector: '[role=log] article', text: lastWord(name) }
  const url = `${stage.host.url}#/chats/${encodeURIComponent(friendJid(server, 0))}`
  const profile = stage.profile()
  await signedIn(await profile.context(), url, person)
  await profile.quit()
  // What could be resumed would not be caught up with.
  await server.restart()
  seedTalk(server, person, name, { count: missed, only: 'them' })

  const measured = await MeasuredPage.open(await profile.context(), url, { newest: word })
  const newest = await measured.fromNavigation('newest')
  const began = (await measured.first('newest')) - newest.ms
  const done = await measured.see({ selector: CATCHING_UP, gone: true })
  await settled(measured)
  const all = { ...(await measured.stretch(began, done)), heap: await measured.heap() }
  const result = { newest, all, stored: (await countMessages(measured)) - KNOWN }
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
  return [
    stretchLine(
      `missed-${count}-newest`,
      `${count.toLocaleString('en')} missed in one chat: newest shown`,
      results.map(({ newest }) => newest),
      { floor: floors.map(({ newestMs }) => newestMs), aim: 700 },
    ),
    stretchLine(
      `missed-${count}-all`,
      'all of them stored',
      results.map(({ all }) => all),
      { floor: floors.map(({ allMs }) => allMs) },
    ),
    {
      id: `missed-${count}-stored`,
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
