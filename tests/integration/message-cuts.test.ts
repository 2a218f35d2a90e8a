/** Every point of the way of a message where a connection can go, with what comes after it cut as well. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sendMessage } from '#commands/send-message.ts'
import type { NodeEngine } from '#engine/node.ts'
import type { BareJid } from '#shared/jid.ts'
import { type Fate, type Frame, type FrameProxy, startFrameProxy } from '../faults/frame-proxy.ts'
import { seeded } from '../faults/seeded.ts'
import { startEjabberd } from '../servers/ejabberd.ts'
import { startProsody } from '../servers/prosody.ts'
import type { TestServer } from '../servers/test-server.ts'
import { jid, useEngines } from '../support/engines.ts'
import { waitFor } from '../support/wait-for.ts'

/** 40 were tried on both servers: 960 cuts. */
const SEEDS = Number(process.env['KITH_SEEDS'] ?? 4)

type Where = (frame: Frame) => boolean
const up = (starts: string, has = ''): Where => {
  return ({ direction, text }) => direction === 'up' && text.startsWith(starts) && text.includes(has)
}
const down = (starts: string, has = ''): Where => {
  return ({ direction, text }) => direction === 'down' && text.startsWith(starts) && text.includes(has)
}
const MESSAGE = up('<message', '<body>')
const ASKED = up('<r ')
const ANSWERED = down('<a ')
const RESUME = up('<resume ')
const RESUMED = down('<resumed')
const ARCHIVE = up('<iq', 'urn:xmpp:mam:2')
const ARCHIVE_END = down('<iq', '<fin')

interface Cut {
  at: Where
  fate: 'cut' | 'cut-after'
}
interface Point {
  cuts: readonly Cut[]
  /** The server does not know the session any more that is to be taken up. */
  refused?: boolean
}

const before = (at: Where): Cut => ({ at, fate: 'cut' })
const after = (at: Where): Cut => ({ at, fate: 'cut-after' })

const POINTS: Record<string, Point> = {
  'a message that does not arrive': { cuts: [before(MESSAGE)] },
  'a message that arrives': { cuts: [after(MESSAGE)] },
  'the question what arrived, unheard': { cuts: [before(ASKED)] },
  'the question what arrived, heard': { cuts: [after(ASKED)] },
  'the answer to it, unheard': { cuts: [before(ANSWERED)] },
  'the answer to it, heard': { cuts: [after(ANSWERED)] },
  'taking up the session, unheard': { cuts: [after(MESSAGE), before(RESUME)] },
  'the session is taken up, unheard': { cuts: [after(MESSAGE), before(RESUMED)] },
  'the session is taken up, heard': { cuts: [before(MESSAGE), after(RESUMED)] },
  'sent again in the session that was taken up': { cuts: [before(MESSAGE), after(MESSAGE)] },
  'looking for it in the archive': { cuts: [after(MESSAGE), before(ARCHIVE)], refused: true },
  'the answer of the archive': { cuts: [after(MESSAGE), before(ARCHIVE_END)], refused: true },
}

/** Lets the frames of one story pass up to its cuts. */
function play(proxy: FrameProxy, { cuts, refused = false }: Point, nth: number): { left: () => number } {
  const left = [...cuts]
  let skip = nth
  proxy.decide = (frame): Fate => {
    const [next] = left
    if (next?.at(frame)) {
      // The first cut meets any of the messages that were written together.
      if (next.at === MESSAGE && left.length === cuts.length && skip-- > 0) return 'pass'
      left.shift()
      return next.fate
    }
    if (refused && RESUME(frame)) return { replace: frame.text.replace(/previd="[^"]*"/, 'previd="unknown"') }
    return 'pass'
  }
  return { left: () => left.length }
}

describe.each([
  ['prosody', startProsody],
  ['ejabberd', startEjabberd],
] as const)('on %s', (name, start) => {
  let server: TestServer
  let proxy: FrameProxy
  const { device, register, witness } = useEngines(() => server)
  beforeAll(async () => {
    server = await start()
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

  async function write(engine: NodeEngine, me: BareJid, to: BareJid, bodies: readonly string[]): Promise<void> {
    for (const body of bodies) await sendMessage(engine.db, { me, conversation: to, body, now: Date.now() })
    engine.nudge()
  }

  async function expectOnce(engine: NodeEngine, me: BareJid, to: BareJid, written: readonly string[]): Promise<void> {
    const oracle = await witness(me.split('@')[0] ?? '')
    expect(await oracle.archiveBodies(to)).toEqual(written)
    const rows = await engine.db.messages.where('[conversation+order]').between([to, -Infinity], [to, Infinity]).toArray()
    expect(rows.map(row => row.body)).toEqual(written)
    expect(rows.filter(row => row.state !== 'sent')).toEqual([])
  }

  test(`cut at 12 points of sending and its acknowledgement, ${SEEDS} seeds each: none lost, none doubled, in order, by the server's own archive`, async () => {
    await register('writer', 'reader')
    const [me, reader] = [jid(`writer@${server.domain}`), jid(`reader@${server.domain}`)]
    const engine = await device('writer', { name: `message-cuts-${name}`, url: proxy.url })
    const written: string[] = []
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const random = seeded(seed)
      for (const [point, script] of Object.entries(POINTS)) {
        await waitFor(() => isOnline(engine), { timeoutMs: 60_000, what: 'a connection' })
        const bodies = Array.from({ length: 1 + Math.floor(random() * 5) }, (_, index) => `${point}, seed ${seed}, message ${index}`)
        const story = play(proxy, script, Math.floor(random() * bodies.length))
        written.push(...bodies)
        await write(engine, me, reader, bodies)
        // Nobody who is offline waits for the pause between two attempts to end here.
        await waitFor(async () => (isOnline(engine), story.left() === 0), {
          timeoutMs: 60_000,
          what: `the cuts at "${point}", seed ${seed}`,
        })
        proxy.decide = () => 'pass'
        await waitFor(async () => isOnline(engine) && (await engine.db.outbox.count()) === 0, {
          timeoutMs: 60_000,
          what: `an empty outbox after "${point}", seed ${seed}`,
        })
      }
    }
    await expectOnce(engine, me, reader, written)
  }, 1_800_000)

  const FAULTS: Record<string, (engine: NodeEngine) => Promise<unknown>> = {
    'says that more arrived than was sent': async () => {
      let lies = 1
      proxy.decide = frame => {
        if (!ANSWERED(frame) || lies-- <= 0) return 'pass'
        return {
          replace: frame.text.replace(/h=(['"])(\d+)\1/, (_whole, quote: string, h: string) => `h=${quote}${Number(h) + 7}${quote}`),
        }
      }
      return waitFor(() => lies <= 0, { what: 'the lie' })
    },
    'is restarted': async () => server.restart(),
    'falls silent without a sign': async engine => {
      let isSilent = false
      proxy.decide = frame => {
        if (isSilent || !MESSAGE(frame)) return 'pass'
        isSilent = true
        return 'half-open'
      }
      await waitFor(() => isSilent, { what: 'the silence' })
      // As a tab that somebody comes back to: then the answer is due in 5 s.
      engine.session.setVisible(false)
      engine.session.setVisible(true)
      return waitFor(() => engine.session.state.kind !== 'online', { timeoutMs: 30_000, what: 'the silence to be noticed' })
    },
    'is three seconds away': async () => (proxy.decide = () => ({ delayMs: 1500 })),
  }

  test.each(Object.entries(FAULTS))(
    'a server that %s while five messages are sent: each arrives once, in order',
    async (what, strike) => {
      const local = `writer-${Object.keys(FAULTS).indexOf(what)}`
      await register(local, `${local}-reader`)
      const [me, reader] = [jid(`${local}@${server.domain}`), jid(`${local}-reader@${server.domain}`)]
      const engine = await device(local, { url: proxy.url })
      const first = Array.from({ length: 3 }, (_, index) => `before, ${index}`)
      const rest = Array.from({ length: 2 }, (_, index) => `meanwhile, ${index}`)
      const struck = strike(engine)
      await write(engine, me, reader, first)
      await write(engine, me, reader, rest)
      await struck
      await waitFor(async () => isOnline(engine) && (await engine.db.outbox.count()) === 0, { timeoutMs: 90_000, what: 'an empty outbox' })
      proxy.decide = () => 'pass'
      await expectOnce(engine, me, reader, [...first, ...rest])
    },
    120_000,
  )
})
