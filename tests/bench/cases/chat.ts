import { storeMessages } from '../../e2e/support/store-messages.ts'
import { goTo } from '../../e2e/support/sign-in.ts'
import { type BenchCase, times } from '../harness/bench-case.ts'
import { type Line, type Stretch, stretchLine } from '../harness/line.ts'
import type { MeasuredPage } from '../harness/measured-page.ts'
import type { Frames, Sight } from '../harness/probe.ts'
import { settled, signedIn } from '../harness/sign-in.ts'
import type { Stage } from '../harness/stage.ts'
import { upTo } from '../harness/walk.ts'
import { friendJid, lastWord, seedPerson } from '../seed/people.ts'

const BACK = 1000
const ALL_READ: Sight = { selector: 'main p', text: 'Searched everything' }

interface Cached {
  open: Stretch[]
  back: { stretch: Stretch; frames: Frames }[]
}

const numbered = (index: number): string => `This is number ${index} of them.`

/** A conversation that is wholly on the device: opened from the inbox, and read upwards. */
async function cached(stage: Stage, runs: number, count: number): Promise<Cached> {
  const { server, host } = stage
  const name = `cora-${count}`
  const person = await seedPerson(server, name)
  const visitor = await stage.visitor()
  const measured = await signedIn(visitor, `${host.url}#/search?q=number`, person, { read: ALL_READ })
  const friend = friendJid(server, 0)
  const bodies = Array.from({ length: count }, (_, index) => (index === count - 1 ? lastWord(name) : numbered(index)))
  await storeMessages(measured.page, { me: person.jid, other: friend, bodies, from: Date.now() - count * 60_000 })
  // The index of the search is built then, which is measured by its own case.
  await measured.first('read')
  await settled(measured)
  const open: Stretch[] = []
  const back: Cached['back'] = []
  await times(runs, async () => {
    await goTo(measured.page, 'Chats')
    await measured.see({ selector: `[role=list] a[href*=friend-0]` })
    open.push(await opened(measured, name))
    back.push(await readBack(measured, count - BACK))
    await goTo(measured.page, 'Feed')
  })
  await visitor.close()
  return { open, back }
}

async function opened(measured: MeasuredPage, name: string): Promise<Stretch> {
  const seen = await measured.lookOut({ selector: '[role=log] article', text: lastWord(name) })
  const pressed = await measured.click('[role=list] a[href*=friend-0]')
  return measured.stretch(pressed, await seen())
}

async function readBack(measured: MeasuredPage, oldest: number): Promise<Cached['back'][number]> {
  await measured.begin()
  const { from, to, frames } = await upTo(measured, oldest)
  return { stretch: { ...(await measured.stretch(from, to)), heap: await measured.heap() }, frames }
}

function linesOf(count: number, { open, back }: Cached): Line[] {
  const many = count.toLocaleString('en')
  return [
    stretchLine(`chat-open-${count}`, `a cached chat of ${many} messages opened: its newest shown`, open, { aim: 50 }),
    stretchLine(
      `chat-back-${count}`,
      `scrolled back ${BACK.toLocaleString('en')} messages in it`,
      back.map(({ stretch }) => stretch),
      { aim: 3000 },
    ),
    {
      id: `chat-back-${count}-longest`,
      what: 'longest frame then',
      unit: 'ms',
      values: back.map(({ frames }) => frames.longest),
    },
  ]
}

export const chatCase: BenchCase = {
  name: 'chat',
  runs: 5,
  run: async (stage, runs) => [
    ...linesOf(5000, await cached(stage, runs, 5000)),
    ...linesOf(100_000, await cached(stage, Math.min(runs, 3), 100_000)),
  ],
}
