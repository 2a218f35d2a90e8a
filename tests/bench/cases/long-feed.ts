import { type BenchCase, times } from '../harness/bench-case.ts'
import { type Line, type Stretch, stretchLine } from '../harness/line.ts'
import { MeasuredPage } from '../harness/measured-page.ts'
import type { Frames } from '../harness/probe.ts'
import { CATCHING_UP, settled, signedIn, SUBMIT, typedIn } from '../harness/sign-in.ts'
import type { Stage } from '../harness/stage.ts'
import { readDown, toStart, walk } from '../harness/walk.ts'
import { type Person, seedPerson } from '../seed/people.ts'
import { seedCommunities, seedFollower } from '../seed/posts.ts'
import { storePosts } from '../seed/stored-posts.ts'

const FIRST_CARD = { selector: '[role=feed] article' }
const names = (prefix: string, count: number): string[] => Array.from({ length: count }, (_, index) => `${prefix}-${index}`)

const framesLine = (id: string, what: string, all: readonly Frames[]): Line[] => [
  {
    id: `${id}-late`,
    what: `${what}: frames of more than 16.7 ms, of ${all[0]?.count ?? 0}`,
    unit: 'frames',
    values: all.map(each => each.late),
  },
  { id: `${id}-longest`, what: `${what}: longest frame`, unit: 'ms', values: all.map(({ longest }) => longest) },
]

/** 1,000 posts of 50 nodes that nobody here has seen, from signing in on. */
async function freshCatchUp(stage: Stage, reader: Person): Promise<Stretch> {
  const context = await stage.visitor()
  const measured = await typedIn(context, `${stage.host.url}#/feed`, reader)
  const pressed = await measured.press(SUBMIT)
  await settled(measured)
  const stretch = await measured.stretch(pressed, await measured.now())
  const result = { ...stretch, heap: await measured.heap() }
  await context.close()
  return result
}

interface Long {
  open: Stretch
  read: Frames
  walked: Stretch
  cards: number
}

/** A reload with 10,000 posts stored, some seconds of reading, and all of them scrolled past. */
async function longFeed(measured: MeasuredPage): Promise<Long> {
  await toStart(measured)
  await measured.reload()
  const open = await measured.fromNavigation('card')
  await settled(measured)
  const read = await readDown(measured, 600)
  await measured.begin()
  const { from, to, cards } = await walk(measured, 10_000)
  return { open, read, walked: { ...(await measured.stretch(from, to)), heap: await measured.heap() }, cards }
}

/** 300 follows, 20,000 posts stored, and a week's posts come in while somebody scrolls. */
async function afterAWeek(stage: Stage, founder: Person): Promise<{ frames: Frames; caughtUp: Stretch }> {
  const { server } = stage
  const nodes = names('week', 300)
  await seedCommunities(server, founder, nodes, 1)
  const person = await seedPerson(server, 'wilma')
  await seedFollower(server, person, nodes)
  const profile = stage.profile()
  const first = await signedIn(await profile.context(), `${stage.host.url}#/feed`, person)
  await storePosts(first.page, { account: person.jid, service: server.pubsub, nodes, count: 20_000 })
  await profile.quit()
  await server.restart()
  await seedCommunities(server, founder, nodes, 4, 1)
  const measured = await MeasuredPage.open(await profile.context(), `${stage.host.url}#/feed`, { card: FIRST_CARD })
  const opened = await measured.fromNavigation('card')
  const began = (await measured.first('card')) - opened.ms
  const done = measured.lookOut({ selector: CATCHING_UP, gone: true })
  const frames = await readDown(measured, 600)
  await (
    await done
  )()
  await settled(measured)
  const caughtUp = await measured.stretch(began, await measured.now())
  await profile.quit()
  return { frames, caughtUp }
}

export const longFeedCase: BenchCase = {
  name: 'long-feed',
  runs: 3,
  run: async (stage, runs) => {
    const { server } = stage
    const founder = await seedPerson(server, 'felix')
    const fifty = names('fifty', 50)
    await seedCommunities(server, founder, fifty, 20)
    const readers = await times(runs, async index => {
      const reader = await seedPerson(server, `lotte-${index}`)
      await seedFollower(server, reader, fifty)
      return reader
    })
    const fresh = await times(runs, index => freshCatchUp(stage, readers[index] ?? founder))

    const person = await seedPerson(server, 'lena-long')
    const visitor = await stage.visitor()
    const measured = await signedIn(visitor, `${stage.host.url}#/feed`, person, { card: FIRST_CARD })
    await storePosts(measured.page, { account: person.jid, service: server.pubsub, nodes: fifty, count: 10_000 })
    await measured.precached()
    const long = await times(Math.min(runs, 2), () => longFeed(measured))
    await visitor.close()
    const week = await afterAWeek(stage, founder)
    return [
      stretchLine('long-catch-up', 'sign-in submitted to 1,000 posts of 50 nodes caught up with', fresh),
      stretchLine(
        'long-open',
        'reload with 10,000 posts stored: the first card',
        long.map(({ open }) => open),
        { aim: 250 },
      ),
      ...framesLine(
        'long-read',
        'ten seconds of scrolling in it',
        long.map(({ read }) => read),
      ),
      stretchLine(
        'long-walk',
        'all 10,000 scrolled past, two windows at a frame',
        long.map(({ walked }) => walked),
      ),
      { id: 'long-cards', what: 'cards in the document then, at most', unit: 'cards', values: long.map(({ cards }) => cards), aim: 200 },
      stretchLine('week-catch-up', '300 follows, 20,000 posts stored: start to caught up with a week', [week.caughtUp]),
      ...framesLine('week-read', 'scrolling meanwhile', [week.frames]),
    ]
  },
}
