import { rawPage } from '../floor/blank-page.ts'
import { type BenchCase, times } from '../harness/bench-case.ts'
import type { Line, LongTasks } from '../harness/line.ts'
import type { MeasuredPage } from '../harness/measured-page.ts'
import { SUBMIT, typedIn } from '../harness/sign-in.ts'
import type { Stage } from '../harness/stage.ts'
import { walk } from '../harness/walk.ts'
import { type Person, seedPerson } from '../seed/people.ts'
import { seedCommunity, seedFollower } from '../seed/posts.ts'

const POSTS = 500
const NODE = 'swallows'
/** More than fit into the window; those further down are not drawn yet. */
const SCREENFUL = { selector: '[role=feed] article', count: 5 }

interface Stretch {
  ms: number
  longTasks: LongTasks
}

async function stretch(measured: MeasuredPage, from: number, to: number): Promise<Stretch> {
  return { ms: to - from, longTasks: await measured.longTasks(from, to) }
}

async function walked(measured: MeasuredPage): Promise<Stretch> {
  const { from, to } = await walk(measured, POSTS)
  return stretch(measured, from, to)
}

interface Visit {
  firstPosts: Stretch
  walked: Stretch
  reload: Stretch
  walkedAgain: Stretch
  heap: number
}

/** Signs in, walks the feed to its end, comes back and walks it again, now that all of it is stored. */
async function visit(stage: Stage, person: Person): Promise<Visit> {
  const context = await stage.visitor()
  const measured = await typedIn(context, `${stage.host.url}#/feed`, person, { sights: { posts: SCREENFUL } })
  const seen = await measured.lookOut(SCREENFUL)
  const pressed = await measured.press(SUBMIT)
  const firstPosts = await stretch(measured, pressed, await seen())
  const first = await walked(measured)
  await measured.precached()
  await measured.page.evaluate(() => scrollTo(0, 0))
  await measured.reload()
  const reload = await stretch(measured, await measured.began(), await measured.first('posts'))
  const walkedAgain = await walked(measured)
  const heap = await measured.heap()
  await context.close()
  return { firstPosts, walked: first, reload, walkedAgain, heap }
}

/** All items of the node in one answer, parsed. */
async function rawItems(stage: Stage, { jid, password }: Person, runs: number): Promise<number[]> {
  const page = await rawPage(stage)
  const values = await page.evaluate(
    async ({ credentials, service, node, count }) => {
      const session = await window.kithRaw.signIn(credentials)
      const took: number[] = []
      for (let run = 0; run < count; run += 1) {
        const startedAt = performance.now()
        await window.kithRaw.items(session, service, node)
        took.push(performance.now() - startedAt)
      }
      return took
    },
    { credentials: { url: stage.server.websocketUrl, jid, password }, service: stage.server.pubsub, node: NODE, count: runs },
  )
  await page.context().close()
  return values
}

function line(id: string, what: string, aim: number, stretches: readonly Stretch[]): Line {
  return { id, what, unit: 'ms', values: stretches.map(({ ms }) => ms), aim, longTasks: stretches.map(({ longTasks }) => longTasks) }
}

export const feedCase: BenchCase = {
  name: 'feed',
  runs: 3,
  run: async (stage, runs) => {
    const person = await seedPerson(stage.server, 'fiona')
    await seedCommunity(stage.server, person, NODE, POSTS)
    await seedFollower(stage.server, person, [NODE])
    const visits = await times(runs, () => visit(stage, person))
    const floor = await rawItems(stage, person, runs)
    return [
      line(
        'feed-sign-in',
        'sign-in submitted to the first posts of the feed',
        500,
        visits.map(({ firstPosts }) => firstPosts),
      ),
      {
        ...line(
          'feed-walk',
          'all 500 posts walked, fetched on the way',
          5000,
          visits.map(each => each.walked),
        ),
        floor,
      },
      line(
        'feed-reload',
        'reload: the first posts',
        250,
        visits.map(({ reload }) => reload),
      ),
      {
        ...line(
          'feed-walk-stored',
          'all 500 walked again, stored by now',
          1250,
          visits.map(({ walkedAgain }) => walkedAgain),
        ),
        heap: visits.map(({ heap }) => heap),
      },
    ]
  },
}
