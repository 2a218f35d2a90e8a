import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { publishPost } from '#commands/publish-post.ts'
import type { NodeEngine } from '#engine/node.ts'
import { BLOG_NODE } from '#model/post.ts'
import type { BareJid } from '#shared/jid.ts'
import { feedKeys } from '#storage/posts.ts'
import { scheduledPosts } from '#storage/scheduled.ts'
import { startEjabberd } from '../servers/ejabberd.ts'
import { startProsody } from '../servers/prosody.ts'
import type { TestServer } from '../servers/test-server.ts'
import { jid, useEngines } from '../support/engines.ts'
import type { RawClient } from '../support/raw-client.ts'
import { waitFor } from '../support/wait-for.ts'

const DAY = 24 * 60 * 60_000

async function schedule(engine: NodeEngine, me: BareJid, text: string, scheduledAt: number): Promise<void> {
  const typed = { title: '', text, now: Date.now(), extras: { scheduledAt } }
  await publishPost(engine.db, { me, service: me, node: BLOG_NODE, ...typed })
  engine.nudge()
}

async function published(witness: RawClient, me: BareJid): Promise<{ title: string; at: number }[]> {
  const answer = await witness.iq('get', me, `<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='${BLOG_NODE}'/></pubsub>`)
  const items = answer.getChild('pubsub')?.getChild('items')?.getChildren('item') ?? []
  return items.map(item => {
    const entry = item.getChild('entry')
    return { title: entry?.getChildText('title') ?? '', at: Date.parse(entry?.getChildText('published') ?? '') }
  })
}

describe.each([
  ['prosody', startProsody],
  ['ejabberd', startEjabberd],
] as const)('%s', (kind, start) => {
  let server: TestServer
  beforeAll(async () => {
    server = await start()
  })
  afterAll(() => server.stop())
  const { device, witness, register, stopped } = useEngines(() => server)

  test('a post goes out when its time has come, dated then, and one for another day does not', async () => {
    await register('lena')
    const me = jid(`lena@${server.domain}`)
    const [engine, observer] = [await device('lena'), await witness('lena')]
    const due = Date.now() + 2500
    await schedule(engine, me, 'soon', due)
    await schedule(engine, me, 'in forty days', Date.now() + 40 * DAY)
    expect(await published(observer, me)).toEqual([])
    expect(await feedKeys(engine.db, 'all', 10)).toEqual([])
    await waitFor(async () => (await published(observer, me)).length > 0, { what: 'the post to be out' })
    const [post, ...others] = await published(observer, me)
    expect(others).toEqual([])
    expect(post?.title).toBe('soon')
    expect((post?.at ?? 0) - due).toBeGreaterThan(-1000)
    expect((post?.at ?? 0) - due).toBeLessThan(5000)
    await waitFor(async () => (await engine.db.outbox.toArray()).length === 1, { what: 'its row to be gone' })
    expect((await engine.db.posts.bulkGet((await feedKeys(engine.db, 'all', 10)).map(({ key }) => key)))[0]).toMatchObject({
      title: 'soon',
      state: 'published',
    })
    expect((await scheduledPosts(engine.db)).map(({ title }) => title)).toEqual(['in forty days'])
  })

  test('one whose time came while Kith was closed goes out at the next start', async () => {
    await register('mila')
    const me = jid(`mila@${server.domain}`)
    const name = `mila-${server.domain}-${kind}`
    const first = await device('mila', { name })
    const due = Date.now() + 1500
    await schedule(first, me, 'meanwhile', due)
    await stopped(first)
    await waitFor(() => Date.now() > due, { what: 'its time to pass' })
    const observer = await witness('mila')
    expect(await published(observer, me)).toEqual([])
    await device('mila', { name })
    await waitFor(async () => (await published(observer, me)).length === 1, { what: 'the post to be out' })
  })
})
