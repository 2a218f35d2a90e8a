import { setTimeout as pause } from 'node:timers/promises'
import { type RawClient, rawClient } from '../../support/raw-client.ts'
import { rawPage } from '../floor/blank-page.ts'
import { type BenchCase, times } from '../harness/bench-case.ts'
import { type Stretch, stretchLine } from '../harness/line.ts'
import type { MeasuredPage } from '../harness/measured-page.ts'
import { signedIn } from '../harness/sign-in.ts'
import { lastWord, PASSWORD, seedPerson } from '../seed/people.ts'

const MESSAGES = 500
const OVER_MS = 1000

/** Sends a burst at an even pace, whatever the timers do. @returns when the first one left */
async function sendBurst(sender: RawClient, to: string, name: string, messages = MESSAGES): Promise<number> {
  const startedAt = Date.now()
  for (let sent = 0; sent < messages;) {
    const due = Math.min(messages, 1 + Math.floor(((Date.now() - startedAt) / OVER_MS) * MESSAGES))
    for (; sent < due; sent += 1) {
      const body = sent === messages - 1 ? lastWord(name) : `Message ${sent} of ${name}`
      sender.send(`<message to='${to}' type='chat' id='${name}-${sent}'><body>${body}</body></message>`)
    }
    await pause(5)
  }
  return startedAt
}

interface Burst extends Stretch {
  frame: number
}

async function liveBurst(measured: MeasuredPage, sender: RawClient, to: string, name: string): Promise<Burst> {
  const seen = await measured.lookOut({ selector: '[role=log] article', text: lastWord(name) })
  await measured.watchFrames()
  await measured.begin()
  const [startedAt, at] = await Promise.all([sendBurst(sender, to, name), seen()])
  const stretch = await measured.stretch(startedAt, at)
  return { ...stretch, frame: await measured.longestFrame(), heap: await measured.heap() }
}

export const burstCase: BenchCase = {
  name: 'burst',
  runs: 3,
  run: async (stage, runs) => {
    const { server, host } = stage
    const reader = await seedPerson(server, 'rita')
    const writer = await seedPerson(server, 'walt')
    const listener = await seedPerson(server, 'lena')
    const sender = await rawClient({ websocketUrl: server.websocketUrl, ...writer })
    const visitor = await stage.visitor()
    const measured = await signedIn(visitor, `${host.url}#/chats/${encodeURIComponent(writer.jid)}`, reader)
    // The chat is open, not empty, and at its end: one that opens with much that is new stands where that begins.
    await sendBurst(sender, reader.jid, 'before', 1)
    await measured.see({ selector: '[role=log] article', text: lastWord('before') })
    const bursts = await times(runs, index => liveBurst(measured, sender, reader.jid, `burst${index}`))

    const page = await rawPage(stage)
    const session = await page.evaluateHandle(credentials => window.kithRaw.signIn(credentials), {
      url: server.websocketUrl,
      jid: listener.jid,
      password: PASSWORD,
    })
    const floor = await times(runs, async index => {
      const name = `raw${index}`
      const heard = await page.evaluateHandle(([raw, text]) => ({ at: raw.hear(text) }), [session, lastWord(name)] as const)
      const startedAt = await sendBurst(sender, listener.jid, name)
      return (await heard.evaluate(({ at }) => at)) - startedAt
    })
    await page.context().close()
    await sender.stop()
    await visitor.close()
    return [
      stretchLine('burst', 'live burst of 500 messages in 1 s: last one shown', bursts, { floor, aim: 2000 }),
      { id: 'burst-frame', what: 'longest frame then', unit: 'ms', values: bursts.map(({ frame }) => frame), aim: 33 },
    ]
  },
}
