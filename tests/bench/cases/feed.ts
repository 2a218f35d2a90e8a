import { rawPage } from '../floor/blank-page.ts'
import { type BenchCase, times } from '../harness/bench-case.ts'
import { type Stretch, stretchLine } from '../harness/line.ts'
import type { MeasuredPage } from '../harness/measured-page.ts'
import { SUBMIT, typedIn } from '../harness/sign-in.ts'
import type { Stage } from '../harness/stage.ts'
import { toStart, walk } from '../harness/walk.ts'
import { type Person, seedPerson } from '../seed/people.ts'
import { seedCommunity, seedFollower } from '../seed/posts.ts'

const POSTS = 500
const NODE = 'swallows'
/** More than fit into the window; those further down are not drawn yet. */
const SCREENFUL = { selector: '[role=feed] article', count: 5 }

async function walked(measured: MeasuredPage): Promise<Stretch> {
  await measured.begin()
  const { from, to } = await walk(measured, POSTS)
  return measured.stretch(from, to)
}

interface Visit {
  firstPosts: Stretch
  walked: Stretch
  reload: Stretch
  walkedAgain: Stretch
}

/** Signs in, walks the feed to its end, comes back and walks it again, now that all of it is stored. */
async function visit(stage: Stage, person: Person): Promise<Visit> {
  const context = await stage.visitor()
  const measured = await typedIn(context, `${stage.host.url}#/feed`, person, { sights: { posts: SCREENFUL } })
  const seen = await measured.lookOut(SCREENFUL)
  const pressed = await measured.press(SUBMIT)
  const firstPosts = await measured.stretch(pressed, await seen())
  const first = await walked(measured)
  await measured.precached()
  await toStart(measured)
  await measured.reload()
  const reload = await measured.fromNavigation('posts')
  const walkedAgain = { ...(await walked(measured)), heap: await measured.heap() }
  await context.close()
  return { firstPosts, walked: first, reload, walkedAgain }
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

export const feedCase: BenchCase = {
  name: 'feed',
  runs: 3,
  run: async (stage, runs) => {
    const person = await seedPerson(stage.server, 'fiona')
    await seedCommunity(stage.server, person, NODE, POSTS)
    await seedFollower(stage.server, person, [NODE])
    const visits = await times(runs, () => visit(stage, person))
    const floor = await rawItems(stage, person, runs)
    const all = (part: keyof Visit): Stretch[] => visits.map(each => each[part])
    return [
      stretchLine('feed-sign-in', 'sign-in submitted to the first posts of the feed', all('firstPosts')),
      stretchLine('feed-walk', 'all 500 posts walked, fetched on the way', all('walked'), { floor }),
      stretchLine('feed-reload', 'reload: the first posts', all('reload'), { aim: 250 }),
      stretchLine('feed-walk-stored', 'all 500 walked again, stored by now', all('walkedAgain'), { aim: 1250 }),
    ]
  },
}
