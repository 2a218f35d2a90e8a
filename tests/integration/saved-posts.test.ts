import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { savePost } from '#commands/save-post.ts'
import { unsavePost } from '#commands/unsave-post.ts'
import type { NodeEngine } from '#engine/node.ts'
import { postKeyOf } from '#model/keys.ts'
import { BLOG_NODE } from '#model/post.ts'
import { SAVED_POSTS_NODE } from '#protocol/kith-saved-posts.ts'
import { accountDb } from '#storage/db.ts'
import { savedPosts } from '#storage/saved.ts'
import { startEjabberd } from '../servers/ejabberd.ts'
import { startProsody } from '../servers/prosody.ts'
import type { TestServer } from '../servers/test-server.ts'
import { befriend } from '../support/befriend.ts'
import { jid, useEngines } from '../support/engines.ts'
import type { RawClient } from '../support/raw-client.ts'
import { waitFor } from '../support/wait-for.ts'

const PUBSUB = 'http://jabber.org/protocol/pubsub'
const BEN = jid('ben@localhost')
const keyOf = (itemId: string) => postKeyOf({ service: BEN, node: BLOG_NODE, itemId })

async function save(engine: NodeEngine, itemId: string, now = Date.now()): Promise<void> {
  await savePost(engine.db, { postKey: keyOf(itemId), title: `Title of ${itemId}`, now })
  engine.nudge()
}

async function unsave(engine: NodeEngine, itemId: string): Promise<void> {
  await unsavePost(engine.db, { me: engine.session.account, postKey: keyOf(itemId), now: Date.now() })
  engine.nudge()
}

const isSettled = (engine: NodeEngine): Promise<void> =>
  waitFor(async () => (await engine.db.outbox.count()) === 0, { what: 'an empty outbox' })
const saved = async (engine: NodeEngine): Promise<string[]> =>
  (await savedPosts(engine.db, 100)).map(({ postKey: key }) => key.split('/')[2] ?? '')
const showing = (engine: NodeEngine, ...ids: string[]): Promise<void> =>
  waitFor(async () => JSON.stringify(await saved(engine)) === JSON.stringify(ids), { what: `${ids.join(', ')} to be saved` })

const read = (client: RawClient, owner: string) =>
  client.iq('get', owner, `<pubsub xmlns='${PUBSUB}'><items node='${SAVED_POSTS_NODE}'/></pubsub>`)

describe.each([
  ['prosody', startProsody],
  ['ejabberd', startEjabberd],
] as const)('saved posts on %s', (kind, start) => {
  let server: TestServer
  beforeAll(async () => {
    server = await start()
  })
  afterAll(() => server.stop())
  const { device, witness, register, stopped } = useEngines(() => server)

  test('two devices agree within seconds, in both directions, and the order is the same', async () => {
    await register('anna')
    const [desk, phone] = [await device('anna'), await device('anna')]
    await save(desk, 'one', 1000)
    await showing(phone, 'one')
    await save(phone, 'two', 2000)
    await showing(desk, 'two', 'one')
    await unsave(phone, 'one')
    await showing(desk, 'two')
    await Promise.all([isSettled(desk), isSettled(phone)])
    expect(await phone.db.saved.toArray()).toEqual(await desk.db.saved.toArray())
  })

  test('and so they do after one was away, whatever either did meanwhile', async () => {
    await register('chloe')
    const name = `chloe-phone-${kind}`
    const desk = await device('chloe')
    const phone = await device('chloe', { name })
    for (const [index, id] of ['one', 'two', 'three'].entries()) await save(desk, id, 1000 + index)
    await showing(phone, 'three', 'two', 'one')
    await stopped(phone)
    await unsave(desk, 'two')
    await save(desk, 'four', 2000)
    await isSettled(desk)
    // In the dark, and the server has forgotten the stream.
    const db = accountDb(`kith:${name}`)
    await db.resume.clear()
    await savePost(db, { postKey: keyOf('five'), title: '', now: 3000 })
    await unsavePost(db, { me: jid(`chloe@${server.domain}`), postKey: keyOf('one'), now: 3000 })
    db.close()
    const again = await device('chloe', { name })
    await showing(again, 'five', 'four', 'three')
    await showing(desk, 'five', 'four', 'three')
  })

  test('nobody else can read them or hears of them, a contact neither', async () => {
    await register('dora', 'emil')
    const [dora, emil] = [`dora@${server.domain}`, `emil@${server.domain}`]
    const [own, contact] = [await witness('dora'), await witness('emil')]
    await befriend(own, contact)
    const desk = await device('dora')
    await save(desk, 'secret')
    await isSettled(desk)
    expect((await desk.db.saved.toArray())[0]).toMatchObject({ state: 'settled' })
    expect(String(await read(own, dora))).toContain('secret')
    const answer = await read(contact, dora)
    expect(answer.attrs['type']).toBe('error')
    expect(String(answer)).not.toContain('secret')
    const subscribing = await contact.iq(
      'set',
      dora,
      `<pubsub xmlns='${PUBSUB}'><subscribe node='${SAVED_POSTS_NODE}' jid='${emil}'/></pubsub>`,
    )
    expect(subscribing.attrs['type']).toBe('error')
    expect(contact.received.map(String).join('')).not.toContain('secret')
  })
})
