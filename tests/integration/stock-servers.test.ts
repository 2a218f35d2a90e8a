/** Servers as Debian ships them: rate limits of 10 and 3 kB/s (fact 8), small pages, and on Prosody communities for admins only (fact 6). */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { followNode } from '#commands/follow-node.ts'
import { publishComment } from '#commands/publish-comment.ts'
import { publishPost } from '#commands/publish-post.ts'
import { retryPost } from '#commands/retry-post.ts'
import type { NodeEngine } from '#engine/node.ts'
import { BLOG_NODE } from '#model/post.ts'
import { NS_PUBSUB } from '#protocol/xep0060-pubsub.ts'
import { type FrameProxy, startFrameProxy } from '../faults/frame-proxy.ts'
import { startEjabberd } from '../servers/ejabberd.ts'
import { startProsody } from '../servers/prosody.ts'
import type { TestServer } from '../servers/test-server.ts'
import { jid, useEngines } from '../support/engines.ts'
import { waitFor } from '../support/wait-for.ts'

/** What a sign-in may send: a second and a half at Prosody, the first burst at ejabberd. */
const BUDGET = 15_000
const CONTACTS = 20
const FOLLOWED = 5
const MESSAGES = 95

async function isCaughtUp({ signals }: NodeEngine): Promise<void> {
  await waitFor(() => signals.some(signal => signal.kind === 'session' && signal.state.kind === 'online' && !signal.state.catchingUp), {
    timeoutMs: 40_000,
    what: 'the end of catching up',
  })
}

const isSettled = ({ db }: NodeEngine): Promise<void> =>
  waitFor(async () => (await db.outbox.toArray()).every(row => row.state === 'failed'), { timeoutMs: 30_000, what: 'the outbox' })

describe.each([
  ['prosody', startProsody],
  ['ejabberd', startEjabberd],
] as const)('%s as it is shipped', (_name, start) => {
  let server: TestServer
  let proxy: FrameProxy | undefined
  const { device, witness, register, stopped } = useEngines(() => server)
  const [anna, ben] = [jid('anna@localhost'), jid('ben@localhost')]
  const friends = Array.from({ length: FOLLOWED }, (_, index) => `friend${index}`)

  beforeAll(async () => {
    server = await start({ stockLike: true })
    await register('admin', 'anna', 'ben', 'chloe', ...friends)
  })
  afterEach(() => proxy?.stop())
  afterAll(() => server?.stop())

  /** A post in an open blog, and some messages to Anna. */
  async function write(friend: string): Promise<void> {
    const writer = await witness(friend)
    const field = (name: string, value: string): string => `<field var='${name}'><value>${value}</value></field>`
    const item = `<item id='p'><entry xmlns='http://www.w3.org/2005/Atom'><title>by ${friend}</title><updated>2026-01-01T00:00:00Z</updated></entry></item>`
    const options = `<publish-options><x xmlns='jabber:x:data' type='submit'>${field('FORM_TYPE', `${NS_PUBSUB}#publish-options`)}${field('pubsub#access_model', 'open')}</x></publish-options>`
    const published = await writer.iq(
      'set',
      null,
      `<pubsub xmlns='${NS_PUBSUB}'><publish node='${BLOG_NODE}'>${item}</publish>${options}</pubsub>`,
    )
    if (published.attrs['type'] !== 'result') throw new Error(String(published))
    for (let index = 0; index < MESSAGES / FOLLOWED; index += 1)
      writer.send(`<message to='${anna}' type='chat' id='m${index}'><body>message ${index}</body></message>`)
    await writer.iq('get', 'localhost', "<ping xmlns='urn:xmpp:ping'/>")
    await stopped(writer)
  }

  test('its limit is real: what is sent behind 26 kB waits for seconds', async () => {
    const client = await witness('chloe')
    const at = Date.now()
    client.send(`<message to='${ben}' type='chat' id='x'><body>${'x'.repeat(26_000)}</body></message>`)
    await client.iq('get', 'localhost', "<ping xmlns='urn:xmpp:ping'/>")
    expect(Date.now() - at).toBeGreaterThan(1000)
  })

  test(`a first sign-in with ${CONTACTS} contacts, ${FOLLOWED} blogs and ${MESSAGES} messages sends less than 15 kB, and catches up within the limit`, async () => {
    // One after the other: ejabberd refuses some of several nodes that are made at the same moment.
    for (const friend of friends) await write(friend)
    const before = await device('anna')
    await isCaughtUp(before)
    const owner = await witness('anna')
    for (let index = 0; index < CONTACTS; index += 1)
      await owner.iq('set', null, `<query xmlns='jabber:iq:roster'><item jid='contact${index}@localhost' name='Contact ${index}'/></query>`)
    for (const friend of friends)
      await followNode(before.db, { service: jid(`${friend}@localhost`), node: BLOG_NODE, kind: 'person', title: friend, now: Date.now() })
    for (const title of ['one', 'two', 'three'])
      await publishPost(before.db, { me: anna, service: anna, node: BLOG_NODE, title, text: '', now: Date.now() })
    before.nudge()
    await isSettled(before)
    expect((await before.db.posts.toArray()).filter(post => post.author === anna).map(post => post.state)).toEqual([
      'published',
      'published',
      'published',
    ])
    await stopped(before)
    proxy = await startFrameProxy(server.websocketUrl)
    let [bytes, frames] = [0, 0]
    proxy.decide = ({ direction, text }) => {
      if (direction === 'up') [bytes, frames] = [bytes + Buffer.byteLength(text), frames + 1]
      return 'pass'
    }
    const at = Date.now()
    const fresh = await device('anna', { url: proxy.url })
    await isCaughtUp(fresh)
    const tookMs = Date.now() - at
    expect(await fresh.db.contacts.count()).toBe(CONTACTS)
    expect(await fresh.db.messages.count()).toBe(MESSAGES)
    expect((await fresh.db.posts.toArray()).filter(post => post.inFeed === 1)).toHaveLength(FOLLOWED + 3)
    expect(proxy.connections).toBe(1)
    expect(bytes).toBeLessThan(BUDGET)
    expect(tookMs).toBeLessThan(20_000)
  })

  test('what was not allowed in a community is failed with the reason, nothing of it is lost, and the own blog takes posts and comments', async () => {
    const owner = await witness('admin')
    const made = await owner.iq('set', server.pubsub, `<pubsub xmlns='${NS_PUBSUB}'><create node='news'/></pubsub>`)
    expect(made.attrs['type']).toBe('result')
    const writer = await device('chloe')
    await isCaughtUp(writer)
    const [me, service] = [jid('chloe@localhost'), jid(server.pubsub)]
    const publish = (place: { service: typeof me; node: string }, title: string) =>
      publishPost(writer.db, { me, ...place, title, text: `text of ${title}`, now: Date.now() })
    const keys = [
      await publish({ service, node: 'news' }, 'not allowed'),
      await publish({ service, node: 'nowhere' }, 'no such place'),
      await publish({ service: me, node: BLOG_NODE }, 'mine'),
    ]
    writer.nudge()
    await isSettled(writer)
    const fates = async () => (await writer.db.posts.bulkGet(keys)).map(post => [post?.state, post?.failure?.kind, post?.text])
    expect(await fates()).toEqual([
      ['failed', 'forbidden', 'text of not allowed'],
      // Not made by accident, though ejabberd would.
      ['failed', 'not-found', 'text of no such place'],
      ['published', undefined, 'text of mine'],
    ])
    // Made an author meanwhile, "Try again" is enough.
    const affiliation = `<affiliation jid='${me}' affiliation='publisher'/>`
    await owner.iq(
      'set',
      server.pubsub,
      `<pubsub xmlns='${NS_PUBSUB}#owner'><affiliations node='news'>${affiliation}</affiliations></pubsub>`,
    )
    if (keys[0]) await retryPost(writer.db, keys[0])
    writer.nudge()
    await isSettled(writer)
    expect((await fates())[0]).toEqual(['published', undefined, 'text of not allowed'])
    expect(await owner.itemTitles(server.pubsub, 'news')).toEqual(['not allowed'])

    const mine = keys[2]
    if (!mine) throw new Error('no post')
    expect((await writer.db.posts.get(mine))?.comments).not.toBeNull()
    const reader = await device('ben')
    await isCaughtUp(reader)
    await reader.ask('open-post', { postKey: mine })
    await publishComment(reader.db, { me: ben, postKey: mine, text: 'well said', now: Date.now() })
    reader.nudge()
    await isSettled(reader)
    expect(await reader.db.comments.toArray()).toMatchObject([{ state: 'published', failure: null }])
    expect(await writer.ask('open-comments', { postKey: mine })).toEqual({ count: 1, more: 'no' })
  })
})
