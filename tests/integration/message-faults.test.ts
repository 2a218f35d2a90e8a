/** Everything that one can say of a message, while the server or the link does what it should not: once each, by the archive as slixmpp reads it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { correctMessage } from '#commands/correct-message.ts'
import { reactToMessage } from '#commands/react-to-message.ts'
import { retractMessage } from '#commands/retract-message.ts'
import { sendMessage } from '#commands/send-message.ts'
import type { NodeEngine } from '#engine/node.ts'
import type { Message, MessageState } from '#model/message.ts'
import type { BareJid } from '#shared/jid.ts'
import { type Fate, type Frame, type FrameProxy, startFrameProxy } from '../faults/frame-proxy.ts'
import { startEjabberd } from '../servers/ejabberd.ts'
import { startProsody } from '../servers/prosody.ts'
import type { TestServer } from '../servers/test-server.ts'
import { befriend } from '../support/befriend.ts'
import { jid, useEngines } from '../support/engines.ts'
import { type Slixmpp, startSlixmpp } from '../support/slixmpp.ts'
import { waitFor } from '../support/wait-for.ts'

let slixmpp: Slixmpp
beforeAll(async () => {
  slixmpp = await startSlixmpp()
})
afterAll(() => slixmpp?.stop())

type Step = (frame: Frame) => Fate | undefined

const up = ({ direction, text }: Frame, starts: string): boolean => direction === 'up' && text.startsWith(starts)
const down = ({ direction, text }: Frame, starts: string): boolean => direction === 'down' && text.startsWith(starts)
const cutBehindMessage: Step = frame => (up(frame, '<message') && frame.text.includes('<body>') ? 'cut-after' : undefined)
const silentFromMessage: Step = frame => (up(frame, '<message') && frame.text.includes('<body>') ? 'half-open' : undefined)
const counting =
  (starts: string, count: (h: number) => number): Step =>
  frame =>
    down(frame, starts) && / h=/.test(frame.text)
      ? { replace: frame.text.replace(/ h=(['"])(\d+)\1/, (_whole, quote: string, h: string) => ` h=${quote}${count(Number(h))}${quote}`) }
      : undefined
const forgetful: Step = frame =>
  up(frame, '<resume ') ? { replace: frame.text.replace(/previd=(['"])[^'"]*\1/, "previd='unknown'") } : undefined

interface Fault {
  /** What happens, one after the other. */
  steps: readonly Step[]
  restart?: true
  /** How long everything takes each way, until all of it was sent. */
  delayMs?: number
}

const FAULTS: Record<string, Fault> = {
  'counts backwards': { steps: [counting('<a ', () => 0)] },
  'counts more than was sent': { steps: [counting('<a ', h => h + 7)] },
  'takes the session up having counted more than was sent': { steps: [cutBehindMessage, counting('<resumed', h => h + 20)] },
  'takes the session up having counted less than it had': { steps: [cutBehindMessage, counting('<resumed', () => 0)] },
  'does not know the session any more': { steps: [cutBehindMessage, forgetful] },
  'does not know it any more, twice': { steps: [cutBehindMessage, forgetful, cutBehindMessage, forgetful] },
  'falls silent without an end': { steps: [silentFromMessage] },
  'is three seconds away and back': { steps: [], delayMs: 1500 },
  'is started anew': { steps: [cutBehindMessage], restart: true },
}

function play(proxy: FrameProxy, { steps, delayMs }: Fault): { isDone: () => boolean } {
  const left = [...steps]
  proxy.decide = frame => {
    const fate = left[0]?.(frame)
    if (fate !== undefined) left.shift()
    return fate ?? (delayMs === undefined ? 'pass' : { delayMs })
  }
  return { isDone: () => left.length === 0 }
}

describe.each([
  ['prosody', startProsody],
  ['ejabberd', startEjabberd],
] as const)('on %s, a server that', (_name, start) => {
  let server: TestServer
  let proxy: FrameProxy
  const { device, register, witness, stopped } = useEngines(() => server)
  beforeAll(async () => {
    server = await start({ tcp: true })
    proxy = await startFrameProxy(server.websocketUrl)
  })
  afterAll(async () => {
    await proxy?.stop()
    await server?.stop()
  })

  const isOnline = ({ session }: NodeEngine): boolean => {
    if (session.state.kind === 'offline') session.connectNow()
    return session.state.kind === 'online'
  }
  const isCaughtUp = ({ signals }: NodeEngine): Promise<void> =>
    waitFor(() => signals.some(signal => signal.kind === 'session' && signal.state.kind === 'online' && !signal.state.catchingUp))
  const rowsOf = ({ db }: NodeEngine, conversation: BareJid): Promise<Message[]> =>
    db.messages.where('[conversation+order]').between([conversation, -Infinity], [conversation, Infinity]).toArray()
  const countOf = async ({ db }: NodeEngine): Promise<number> => (await db.messages.count()) + (await db.effects.count())
  const heard = (engine: NodeEngine, from: BareJid, ...bodies: string[]): Promise<void> =>
    waitFor(async () => {
      expect((await rowsOf(engine, from)).map(({ body }) => body)).toEqual(bodies)
      return true
    })

  /** Two who know each other, with two messages of the one and one of the other. */
  async function meet(index: number) {
    const locals = [`writer-${index}`, `reader-${index}`] as const
    await register(...locals)
    const [me, friend] = [jid(`${locals[0]}@localhost`), jid(`${locals[1]}@localhost`)]
    const witnesses = [await witness(locals[0]), await witness(locals[1])] as const
    await befriend(...witnesses)
    for (const item of witnesses) await stopped(item)
    const [writer, reader] = [await device(locals[0], { url: proxy.url }), await device(locals[1])]
    for (const engine of [writer, reader]) await isCaughtUp(engine)
    const say = async (body: string, to = friend): Promise<string> => {
      const key = await sendMessage(writer.db, { me, conversation: to, body, now: Date.now() })
      writer.nudge()
      return key
    }
    const [first, second] = [await say('first'), await say('second')]
    await heard(reader, me, 'first', 'second')
    await sendMessage(reader.db, { me: friend, conversation: me, body: 'theirs', now: Date.now() })
    reader.nudge()
    await heard(writer, friend, 'first', 'second', 'theirs')
    await waitFor(async () => (await rowsOf(writer, friend)).slice(0, 2).every(({ state }) => state === 'delivered'), { what: 'receipts' })
    return { me, friend, writer, reader, say, first, second, theirs: (await rowsOf(writer, friend)).at(-1)?.key ?? expect.fail() }
  }

  test.each(Object.entries(FAULTS))(
    '%s: what is written meanwhile, said of it and taken back is there once, and its state is true',
    async (what, fault) => {
      const { me, friend, writer, reader, say, first, second, theirs } = await meet(Object.keys(FAULTS).indexOf(what))
      const before = await countOf(reader)
      const story = play(proxy, fault)
      const keys = [await say('third')]
      await correctMessage(writer.db, { me, messageKey: first, body: 'first, changed', now: Date.now() })
      await reactToMessage(writer.db, { me, messageKey: theirs, emoji: '👍', now: Date.now() })
      await retractMessage(writer.db, { me, messageKey: second, now: Date.now(), undoMs: 0 })
      keys.push(await say('fourth'), await say('fifth'))
      if (fault.restart) {
        // What ejabberd has in the writer's archive and not yet in the reader's when it stops is lost, and no client can know.
        await waitFor(async () => story.isDone() && (await countOf(reader)) > before, { what: 'what was cut behind to arrive' })
        await server.restart()
      }
      const isDelivered = async (): Promise<boolean> =>
        isOnline(writer) && isOnline(reader) && story.isDone() && (await writer.db.outbox.count()) === 0
      await waitFor(isDelivered, { what: 'the outbox to be empty', timeoutMs: 60_000 })
      proxy.decide = () => 'pass'

      const bodies = ['first, changed', '', 'theirs', 'third', 'fourth', 'fifth']
      await heard(reader, me, ...bodies)
      await waitFor(async () => (await rowsOf(reader, me))[2]?.reactions?.[0]?.emojis.join() === '👍', { what: 'the feeling' })
      await heard(writer, friend, ...bodies)
      for (const engine of [writer, reader]) expect((await rowsOf(engine, engine === writer ? friend : me))[1]?.retracted).toBe(true)
      const stateOf = async (key: string): Promise<MessageState | undefined> => (await writer.db.messages.get(key))?.state
      // Who finds a message in the archive after a restart says nothing; then it is at the server, and that is what is told.
      const honest: MessageState[] = fault.restart ? ['sent', 'delivered'] : ['delivered']
      await waitFor(async () => (await Promise.all(keys.map(stateOf))).every(state => state && honest.includes(state)), {
        what: 'receipts',
      })

      // What came back while the session was broken nobody can know of; what comes back now is told.
      const lost = await say('to nobody', jid(`nobody-${me}`))
      await waitFor(async () => (await stateOf(lost)) === 'failed', { what: 'what nobody gets to fail' })
      expect(await writer.db.messages.get(lost)).toMatchObject({ failure: { condition: 'service-unavailable' } })
      const waiting = async () => (await writer.db.outbox.toArray()).map(({ state }) => state).join()
      await waitFor(async () => (await waiting()) === 'failed', { what: 'one row that waits for its writer' })

      const other = await slixmpp.client(server, me.replace(/@.*/, ''))
      const sent = (await other.archive(friend)).filter(({ from }) => from.startsWith(me) && !from.includes('slixmpp'))
      expect(new Set(sent.map(({ id }) => id)).size).toBe(sent.length)
      expect(sent.flatMap(({ body, replace, fallback }) => (body && !fallback && !replace ? [body] : []))).toEqual([
        'first',
        'second',
        'third',
        'fourth',
        'fifth',
      ])
      const effects = sent.map(({ body, replace, reactions, fallback }) => [
        replace && body,
        reactions?.values.join(),
        fallback && 'taken back',
      ])
      // Each goes as soon as it can, in whatever order.
      const told = effects.flat().filter(Boolean)
      expect([told.length, new Set(told)]).toEqual([3, new Set(['first, changed', '👍', 'taken back'])])
      await other.stop()
    },
    90_000,
  )
})
