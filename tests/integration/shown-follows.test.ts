import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { followNode } from '#commands/follow-node.ts'
import { showFollow } from '#commands/show-follow.ts'
import { unfollowNode } from '#commands/unfollow-node.ts'
import type { NodeEngine } from '#engine/node.ts'
import { type NodeKey, nodeKeyOf } from '#model/keys.ts'
import { BLOG_NODE } from '#model/post.ts'
import { followEntryId, PRIVATE_FOLLOW_LIST, PUBLIC_FOLLOW_LIST } from '#protocol/movim-follow-list.ts'
import { accountDb } from '#storage/db.ts'
import { shownFollows } from '#storage/shown-follows.ts'
import { startEjabberd } from '../servers/ejabberd.ts'
import { startProsody } from '../servers/prosody.ts'
import type { TestServer } from '../servers/test-server.ts'
import { befriend } from '../support/befriend.ts'
import { jid, useEngines } from '../support/engines.ts'
import { type RawClient, rawClient } from '../support/raw-client.ts'
import { waitFor } from '../support/wait-for.ts'

const PUBSUB = 'http://jabber.org/protocol/pubsub'
/** Both servers have this name in tests. */
const BEN = jid('ben@localhost')
const BLOG = { service: BEN, node: BLOG_NODE }

const isSettled = (engine: NodeEngine): Promise<void> =>
  waitFor(async () => (await engine.db.outbox.toArray()).length === 0, { what: 'an empty outbox' })

async function run(engine: NodeEngine, command: (db: NodeEngine['db']) => Promise<unknown>): Promise<void> {
  await command(engine.db)
  engine.nudge()
  await isSettled(engine)
}

const follow = (engine: NodeEngine): Promise<void> =>
  run(engine, db => followNode(db, { ...BLOG, kind: 'person', title: 'Ben', now: Date.now() }))
const unfollow = (engine: NodeEngine): Promise<void> => run(engine, db => unfollowNode(db, { ...BLOG, now: Date.now() }))
const show = (engine: NodeEngine, shown: boolean): Promise<void> =>
  run(engine, db => showFollow(db, { nodeKey: nodeKeyOf(BLOG), shown, now: Date.now() }))

const showing = (engine: NodeEngine, ...keys: NodeKey[]): Promise<void> =>
  waitFor(async () => JSON.stringify((await shownFollows(engine.db)) ?? []) === JSON.stringify(keys), { what: 'what is shown' })

const list = (client: RawClient, owner: string, node: string) =>
  client.iq('get', owner, `<pubsub xmlns='${PUBSUB}'><items node='${node}'/></pubsub>`)
const entriesIn = async (client: RawClient, owner: string, node: string): Promise<string[]> =>
  (await list(client, owner, node))
    .getChild('pubsub')
    ?.getChild('items')
    ?.getChildren('item')
    .map(item => String(item.getChild('subscription')?.attrs['server'])) ?? []

describe.each([
  ['prosody', startProsody],
  ['ejabberd', startEjabberd],
] as const)('what one shows that one follows, on %s', (kind, start) => {
  let server: TestServer
  beforeAll(async () => {
    server = await start()
    await server.register('ben', 'secret of ben')
    const ben = await rawClient({ websocketUrl: server.websocketUrl, jid: BEN, password: 'secret of ben' })
    const form = `<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>${PUBSUB}#node_config</value></field><field var='pubsub#access_model'><value>open</value></field></x>`
    await ben.iq('set', null, `<pubsub xmlns='${PUBSUB}'><create node='${BLOG_NODE}'/><configure>${form}</configure></pubsub>`)
    await ben.stop()
  })
  afterAll(() => server.stop())
  const { device, witness, register, stopped } = useEngines(() => server)

  test('is nothing by itself; once wanted it is on both devices, for contacts and for nobody else, and gone with the follow', async () => {
    await register('anna', 'carl', 'dora')
    const anna = `anna@${server.domain}`
    const [desk, phone] = [await device('anna'), await device('anna')]
    await befriend(await witness('anna'), await witness('carl'))
    const [contact, stranger] = [await device('carl'), await device('dora')]
    await follow(desk)
    const own = await witness('anna')
    expect(await entriesIn(own, anna, PUBLIC_FOLLOW_LIST)).toEqual([])
    expect(await contact.ask('open-follows', { jid: jid(anna) })).toEqual({ isShown: false, follows: [] })

    await show(desk, true)
    await showing(phone, nodeKeyOf(BLOG))
    expect(await entriesIn(own, anna, PUBLIC_FOLLOW_LIST)).toEqual([BEN])
    expect(await desk.ask('shown-follows-audience', {})).toEqual({ access: 'presence' })
    const shown = { isShown: true, follows: [{ key: nodeKeyOf(BLOG), title: 'Ben' }] }
    expect(await contact.ask('open-follows', { jid: jid(anna) })).toEqual(shown)
    expect(await stranger.ask('open-follows', { jid: jid(anna) })).toEqual({ isShown: false, follows: [] })
    // Nobody takes somebody else's list for their own.
    expect(await shownFollows(contact.db)).toEqual(undefined)

    await show(phone, false)
    await showing(desk)
    expect(await entriesIn(own, anna, PUBLIC_FOLLOW_LIST)).toEqual([])
    expect(await entriesIn(own, anna, PRIVATE_FOLLOW_LIST)).toEqual([BEN])

    await show(desk, true)
    await showing(phone, nodeKeyOf(BLOG))
    await unfollow(desk)
    await showing(phone)
    await showing(desk)
    expect(await entriesIn(own, anna, PUBLIC_FOLLOW_LIST)).toEqual([])
  })

  test('is learnt by a device that was away, and what another client wrote into an entry stays', async () => {
    await register('emil')
    const emil = jid(`emil@${server.domain}`)
    const name = `emil-${kind}`
    const phone = await device('emil', { name })
    await follow(phone)
    await showing(phone)
    await stopped(phone)
    const db = accountDb(`kith:${name}`)
    await db.resume.clear()
    db.close()
    // Movim shows it meanwhile, with an element of its own in the entry.
    const movim = await witness('emil')
    const id = await followEntryId(emil, BLOG)
    const pinned = `<extensions><pinned xmlns='urn:xmpp:bookmarks-pinning:0'/></extensions>`
    const entry = `<subscription xmlns='urn:xmpp:pubsub:subscription:0' server='${BEN}' node='${BLOG_NODE}'><title>Old</title>${pinned}</subscription>`
    const made = await movim.iq(
      'set',
      null,
      `<pubsub xmlns='${PUBSUB}'><publish node='${PUBLIC_FOLLOW_LIST}'><item id='${id}'>${entry}</item></publish></pubsub>`,
    )
    expect(made.attrs['type']).toBe('result')
    const again = await device('emil', { name })
    await showing(again, nodeKeyOf(BLOG))

    await show(again, true)
    const answer = await list(movim, emil, PUBLIC_FOLLOW_LIST)
    const item = answer.getChild('pubsub')?.getChild('items')?.getChild('item')
    expect(item?.attrs['id']).toBe(id)
    expect(item?.getChild('subscription')?.getChildText('title')).toBe('Ben')
    expect(item?.getChild('subscription')?.getChild('extensions')?.getChild('pinned', 'urn:xmpp:bookmarks-pinning:0')).toBeDefined()
  })
})
