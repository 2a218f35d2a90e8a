import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { publishPost } from '#commands/publish-post.ts'
import { sendMessage } from '#commands/send-message.ts'
import { startNodeEngine } from '#engine/node.ts'
import { buildRosterQuery } from '#protocol/rfc6121-roster.ts'
import { BLOG_NODE } from '#model/post.ts'
import { type BareJid, parseBareJid } from '#shared/jid.ts'
import { type Fate, type Frame, type FrameProxy, startFrameProxy } from '../faults/frame-proxy.ts'
import { seeded } from '../faults/seeded.ts'
import { startEjabberd } from '../servers/ejabberd.ts'
import { startProsody } from '../servers/prosody.ts'
import type { TestServer } from '../servers/test-server.ts'
import { rawClient } from '../support/raw-client.ts'
import { waitFor } from '../support/wait-for.ts'

const CUTS = 200
const ROUNDS = 10
const MESSAGES = 20
const POSTS = 5

function jid(text: string): BareJid {
  const parsed = parseBareJid(text)
  if (!parsed) throw new Error(`not an address: ${text}`)
  return parsed
}

/** Cuts the connection at seeded frames once the session is bound, before or after the frame, in both directions. */
function cutter(proxy: FrameProxy, random: () => number, cuts: number): { done: () => number } {
  let made = 0
  let connection = 0
  let fuse = 0
  proxy.decide = (frame: Frame): Fate => {
    if (made >= cuts) return 'pass'
    if (frame.connection !== connection) {
      connection = frame.connection
      // Login takes about ten frames: most cuts fall behind it, some inside.
      fuse = 3 + Math.floor(random() * 40)
    }
    fuse -= 1
    if (fuse > 0) return 'pass'
    made += 1
    fuse = Number.POSITIVE_INFINITY
    return random() < 0.5 ? 'cut' : 'cut-after'
  }
  return { done: () => made }
}

describe.each([
  ['prosody', startProsody],
  ['ejabberd', startEjabberd],
] as const)('on %s', (_name, start) => {
  let server: TestServer
  let proxy: FrameProxy
  const running: { stop(): Promise<void> }[] = []

  beforeAll(async () => {
    server = await start()
    await server.register('writer', 'secret-1')
    await server.register('reader', 'secret-2')
    proxy = await startFrameProxy(server.websocketUrl)
  })
  afterEach(async () => {
    for (const item of running.splice(0)) await item.stop()
  })
  afterAll(async () => {
    await proxy?.stop()
    await server?.stop()
  })

  test(`${CUTS} seeded cuts while ${MESSAGES} messages and ${POSTS} posts at a time are being sent: none lost, none doubled, by the server's own archive and node`, async () => {
    const me = jid(`writer@${server.domain}`)
    const reader = jid(`reader@${server.domain}`)
    const engine = await startNodeEngine({ address: me, password: 'secret-1', websocketUrl: proxy.url, dbName: `kith:cuts-${server.name}` })
    running.push(engine)
    const random = seeded(20_261_124)
    const bodies: string[] = []
    const titles: string[] = []
    let cuts = 0

    // A few at a time: what is unanswered is sent again with every resumption, and would be more each time.
    let asked = 0
    const ask = async (): Promise<void> => {
      asked += 1
      await engine.session.request('get', null, buildRosterQuery('')).catch(() => undefined)
      asked -= 1
    }
    for (let round = 0; round < ROUNDS; round += 1) {
      const fuse = cutter(proxy, random, CUTS / ROUNDS)
      for (let index = 0; index < MESSAGES; index += 1) {
        const body = `message ${round}.${index}`
        bodies.push(body)
        await sendMessage(engine.db, { me, conversation: reader, body, now: Date.now() })
      }
      for (let index = 0; index < POSTS; index += 1) {
        const title = `post ${round}.${index}`
        titles.push(title)
        await publishPost(engine.db, { me, service: me, node: BLOG_NODE, title, text: '', now: Date.now() })
      }
      engine.nudge()
      // Traffic goes on until every cut of the round was made, so that late ones meet resumes and catch-ups too; somebody who
      // presses "Try again" spares the test the waiting between the attempts.
      await waitFor(
        () => {
          if (engine.session.state.kind !== 'online') engine.session.connectNow()
          else if (asked < 5) void ask()
          return fuse.done() >= CUTS / ROUNDS
        },
        // ejabberd takes 15 s over a resumption now and then.
        { timeoutMs: 150_000 },
      )
      cuts += fuse.done()
      await waitFor(
        async () => {
          if (engine.session.state.kind === 'offline') engine.session.connectNow()
          return (await engine.db.outbox.toArray()).length === 0
        },
        { timeoutMs: 150_000, what: 'an empty outbox' },
      )
    }

    const oracle = await rawClient({ websocketUrl: server.websocketUrl, jid: me, password: 'secret-1' })
    running.push(oracle)
    const archived = await oracle.archiveBodies(reader)
    const items = await oracle.itemTitles(me, BLOG_NODE)
    expect(cuts).toBe(CUTS)
    expect([...archived].sort()).toEqual([...bodies].sort())
    expect([...items].sort()).toEqual([...titles].sort())
    // Within one conversation the order of writing is kept.
    expect(archived).toEqual(bodies)

    const rows = await engine.db.messages.where('[conversation+order]').between([reader, -Infinity], [reader, Infinity]).toArray()
    expect(rows.map(row => row.body)).toEqual(bodies)
    expect((await engine.db.posts.toArray()).map(post => post.title).sort()).toEqual([...titles].sort())
  }, 600_000)
})
