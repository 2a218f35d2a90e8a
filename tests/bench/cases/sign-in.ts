import type { Page } from 'playwright-core'
import { rawPage } from '../floor/blank-page.ts'
import { type BenchCase, times } from '../harness/bench-case.ts'
import { type Line, type Stretch, stretchLine } from '../harness/line.ts'
import type { Sight } from '../harness/probe.ts'
import { settled, SUBMIT, typedIn } from '../harness/sign-in.ts'
import type { Stage } from '../harness/stage.ts'
import { lastWord, type Person, seedPerson, seedTalk } from '../seed/people.ts'

const QUIET_MS = 3000

/** A screenful of people, and of conversations with the newest on top. */
const ROSTER: Sight = { selector: 'section[aria-label=Contacts] a', count: 8 }
const inboxOf = ({ local }: Person): Sight => ({ selector: '[role=list][aria-label=Conversations] a', text: lastWord(local) })

async function signInTo(stage: Stage, person: Person, place: string, sight: Sight, slowdown = 1): Promise<Stretch> {
  const context = await stage.visitor()
  const measured = await typedIn(context, `${stage.host.url}${place}`, person, { slowdown })
  const seen = await measured.lookOut(sight)
  const pressed = await measured.press(SUBMIT)
  const at = await seen()
  await settled(measured)
  // All of signing in counts as work, not only what came before the first sight.
  const { longTasks, cpu } = await measured.stretch(pressed, await measured.now())
  const result = { ms: at - pressed, longTasks, cpu, heap: await measured.heap() }
  await context.close()
  return result
}

/** What goes up to the server from signing in until nothing has gone up for a while. */
async function upstream(stage: Stage, person: Person): Promise<{ stanzas: number; kilobytes: number }> {
  const context = await stage.visitor()
  const { frames, host } = stage.watched
  const before = frames.length
  const measured = await typedIn(context, `${host.url}#/chats`, person)
  await measured.press(SUBMIT)
  await settled(measured)
  for (let count = -1; count !== frames.length;) {
    count = frames.length
    await new Promise(resolve => setTimeout(resolve, QUIET_MS))
  }
  const up = frames.slice(before).filter(({ direction }) => direction === 'up')
  await context.close()
  return {
    stanzas: up.filter(({ text }) => /^<(iq|message|presence)\b/.test(text)).length,
    kilobytes: up.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) / 1000,
  }
}

/** Connecting, signing in, binding and the roster, parsed. */
async function rawSignIn(page: Page, stage: Stage, { jid, password }: Person): Promise<number> {
  return page.evaluate(
    async credentials => {
      const startedAt = performance.now()
      await window.kithRaw.signIn(credentials)
      return performance.now() - startedAt
    },
    { url: stage.server.websocketUrl, jid, password },
  )
}

async function withContacts(stage: Stage, runs: number, contacts: number, aim: number): Promise<Line[]> {
  const person = await seedPerson(stage.server, `anna-${contacts}`, contacts)
  seedTalk(stage.server, person, person.local, { count: 400, friends: 40 })
  const inbox = inboxOf(person)
  // Where the account was never online, the server makes things it keeps; that is not the app's doing.
  await signInTo(stage, person, '#/chats', inbox)
  const toInbox = await times(runs, () => signInTo(stage, person, '#/chats', inbox))
  const toRoster = await times(runs, () => signInTo(stage, person, '#/people', ROSTER))
  const page = await rawPage(stage)
  const floor = await times(runs, () => rawSignIn(page, stage, person))
  await page.context().close()
  const sent = await upstream(stage, person)
  return [
    stretchLine(`sign-in-${contacts}-roster`, `sign-in submitted to roster of ${contacts} shown`, toRoster, { floor, aim }),
    stretchLine(`sign-in-${contacts}-inbox`, `sign-in submitted to inbox shown, ${contacts} contacts`, toInbox, { floor, aim }),
    { id: `sign-in-${contacts}-stanzas`, what: 'stanzas sent until quiet', unit: 'stanzas', values: [sent.stanzas], aim: 30 },
    { id: `sign-in-${contacts}-upstream`, what: 'bytes sent until quiet', unit: 'kB', values: [sent.kilobytes], aim: 15 },
  ]
}

export const signInCase: BenchCase = {
  name: 'sign-in',
  runs: 5,
  run: async (stage, runs) => {
    const few = await withContacts(stage, runs, 200, 280)
    const person: Person = { local: 'anna-200', jid: `anna-200@${stage.server.domain}`, password: 'correct horse' }
    const slow = await times(Math.min(runs, 3), () => signInTo(stage, person, '#/people', ROSTER, 4))
    return [
      ...few,
      stretchLine('sign-in-200-slow', 'roster of 200 with a CPU four times slower', slow, { aim: 1200 }),
      ...(await withContacts(stage, runs, 2000, 600)),
    ]
  },
}
