/** After an absence the feed is complete, by an independent reading of the nodes: also when the connection is cut again and again meanwhile. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { followNode } from '#commands/follow-node.ts'
import type { NodeEngine } from '#engine/node.ts'
import { accountDb } from '#storage/db.ts'
import { feedKeys } from '#storage/posts.ts'
import type { AccountDb } from '#storage/schema.ts'
import { type Frame, type FrameProxy, startFrameProxy } from '../faults/frame-proxy.ts'
import { seeded } from '../faults/seeded.ts'
import { createNodeXml } from '../servers/demo-world/seed-people.ts'
import { must } from '../servers/demo-world/world.ts'
import { startEjabberd } from '../servers/ejabberd.ts'
import { startProsody } from '../servers/prosody.ts'
import type { TestServer } from '../servers/test-server.ts'
import { jid, useEngines } from '../support/engines.ts'
import type { RawClient } from '../support/raw-client.ts'
import { waitFor } from '../support/wait-for.ts'

const PUBSUB = 'http://jabber.org/protocol/pubsub'
const OLD = 1500
const NEW = 500
const NODES = 50
const EACH = 20
const CUTS = 40
const START = Date.UTC(2026, 0, 1)
const AT_ONCE = 50

const OPEN = { 'pubsub#access_model': 'open', 'pubsub#publish_model': 'open', 'pubsub#max_items': '10000', 'pubsub#persist_items': '1' }
const small = (index: number): string => `small-${index}`

/** Posts numbered and dated one after the other. */
async function write(client: RawClient, service: string, node: string, from: number, to: number, minute = 1): Promise<void> {
  const publish = (index: number) => {
    const at = new Date(START + index * minute * 60_000).toISOString()
    const entry = `<entry xmlns='http://www.w3.org/2005/Atom'><title>${node} ${index}</title><published>${at}</published><updated>${at}</updated></entry>`
    const item = `<item id='${String(index).padStart(5, '0')}'>${entry}</item>`
    return must(client, 'set', service, `<pubsub xmlns='${PUBSUB}'><publish node='${node}'>${item}</publish></pubsub>`)
  }
  for (let index = from; index < to; index += AT_ONCE)
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, to - index) }, (_, step) => publish(index + step)))
}

async function follow(engine: NodeEngine, service: string, nodes: readonly string[]): Promise<void> {
  for (const node of nodes) await followNode(engine.db, { service: jid(service), node, kind: 'community', title: node, now: Date.now() })
  engine.nudge()
  await waitFor(async () => (await engine.db.outbox.count()) === 0, { what: 'all followed', timeoutMs: 60_000 })
}

/** Titles in the order of the feed. */
async function feed(db: AccountDb): Promise<string[]> {
  const rows = await feedKeys(db, 'all', 10_000)
  return (await db.posts.bulkGet(rows.map(({ key }) => key))).map(post => post?.title ?? '')
}

/** As after a week away: the server has forgotten the stream. */
async function forget(name: string): Promise<void> {
  const db = accountDb(`kith:${name}`)
  await db.resume.clear()
  db.close()
}

const isCaughtUp = (engine: NodeEngine): boolean =>
  engine.signals.some(signal => signal.kind === 'session' && signal.state.kind === 'online' && !signal.state.catchingUp)

describe.each([
  ['prosody', startProsody],
  ['ejabberd', startEjabberd],
] as const)('on %s', (name, start) => {
  let server: TestServer
  let proxy: FrameProxy
  let service = ''
  const { device, witness, register, stopped } = useEngines(() => server)

  beforeAll(async () => {
    server = await start()
    proxy = await startFrameProxy(server.websocketUrl)
    service = `pubsub.${server.domain}`
    await register('reader', 'writer', 'again')
  })
  afterAll(async () => {
    await proxy?.stop()
    await server?.stop()
  })

  /** What the services have, newest first, as a client that is not Kith reads it. */
  async function truth(client: RawClient): Promise<string[]> {
    const dated: [string, number][] = []
    for (const [node, minute] of [['big', 1] as const, ...Array.from({ length: NODES }, (_, index) => [small(index), 30] as const)]) {
      const titles = await client.itemTitles(service, node)
      dated.push(...titles.map((title): [string, number] => [title, Number(title.split(' ')[1]) * minute]))
    }
    return dated.toSorted(([one, at], [other, then]) => then - at || (one < other ? 1 : -1)).map(([title]) => title)
  }

  test(`a node of ${OLD + NEW} posts, ${NEW} of them new, and ${NODES} nodes with ${EACH} new each: all in the feed, none twice, in order, with and without ${CUTS} cuts`, async () => {
    const writer = await witness('writer')
    const nodes = ['big', ...Array.from({ length: NODES }, (_, index) => small(index))]
    for (const node of nodes) await must(writer, 'set', service, createNodeXml(node, OPEN))
    await write(writer, service, 'big', 0, OLD)
    for (const local of ['reader', 'again']) {
      const first = await device(local, { name: `${name}-${local}` })
      await follow(first, service, nodes)
      await waitFor(() => isCaughtUp(first), { what: 'the first catch-up', timeoutMs: 60_000 })
      await stopped(first)
      await forget(`${name}-${local}`)
    }
    await write(writer, service, 'big', OLD, OLD + NEW)
    for (let index = 0; index < NODES; index += 1) await write(writer, service, small(index), 0, EACH, 30)
    const all = new Set(await truth(writer))
    // What was there before the first visit is read when the reader goes down to it.
    const missed = [...all].filter(title => !title.startsWith('big') || Number(title.split(' ')[1]) >= OLD)

    const check = async (engine: NodeEngine): Promise<void> => {
      const isComplete = async (): Promise<boolean> => {
        // Somebody who presses "Try again" spares the test the waiting between the attempts.
        if (engine.session.state.kind === 'offline') engine.session.connectNow()
        if (engine.session.state.kind !== 'online' || !isCaughtUp(engine) || (await engine.db.nodeGaps.count()) > 0) return false
        return (await feed(engine.db)).length >= missed.length
      }
      await waitFor(isComplete, { what: 'a complete feed', timeoutMs: 150_000 })
      const shown = await feed(engine.db)
      expect(new Set(shown).size).toBe(shown.length)
      expect(missed.filter(title => !shown.includes(title))).toEqual([])
      const minutes = shown.map(title => Number(title.split(' ')[1]) * (title.startsWith('big') ? 1 : 30))
      expect(minutes).toEqual(minutes.toSorted((one, other) => other - one))
    }
    await check(await device('reader', { name: `${name}-reader` }))

    const random = seeded(20_261_126)
    let [cuts, connection, fuse] = [0, 0, 0]
    proxy.decide = (frame: Frame) => {
      if (cuts >= CUTS) return 'pass'
      if (frame.connection !== connection) [connection, fuse] = [frame.connection, 10 + Math.floor(random() * 15)]
      fuse -= 1
      if (fuse > 0) return 'pass'
      cuts += 1
      fuse = Number.POSITIVE_INFINITY
      return random() < 0.5 ? 'cut' : 'cut-after'
    }
    const again = await device('again', { name: `${name}-again`, url: proxy.url })
    await check(again)
    expect(cuts).toBe(CUTS)
  }, 500_000)
})
