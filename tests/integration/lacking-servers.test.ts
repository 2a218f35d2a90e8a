/** What a server does not have is said, and everything else goes on. */
import { describe, expect, test } from 'vitest'
import { publishPost } from '#commands/publish-post.ts'
import { savePost } from '#commands/save-post.ts'
import { sendMessage } from '#commands/send-message.ts'
import { postKeyOf } from '#model/keys.ts'
import { BLOG_NODE } from '#model/post.ts'
import { SAVED_POSTS_NODE } from '#protocol/kith-saved-posts.ts'
import { PRIVATE_FOLLOW_LIST } from '#protocol/movim-follow-list.ts'
import { followNode } from '#commands/follow-node.ts'
import type { HonestOptions } from '../faults/honest-server.ts'
import type { NodeEngine } from '#engine/node.ts'
import { engineWithPeer } from '../support/engine-with-peer.ts'
import { jid } from '../support/engines.ts'
import { isSavedHereOnly } from '#storage/saved.ts'
import { waitFor } from '../support/wait-for.ts'

const ME = jid('juliet@example.org')
const ROMEO = jid('romeo@example.org')
const ROSTER = [`<item jid='${ROMEO}' subscription='both' name='Romeo'/>`]

const lacks = ({ signals }: NodeEngine): string[] => {
  const told = signals.findLast(signal => signal.kind === 'server-lacks')
  return told?.kind === 'server-lacks' ? [...told.features] : ['nothing was said']
}
const message = (id: string, body: string): string =>
  `<message xmlns='jabber:client' from='${ROMEO}/x' to='${ME}' type='chat' id='${id}'><body>${body}</body></message>`

/** Sends a message, gets one, and publishes a post. @returns what became of the post */
async function useIt({ engine, deliver }: Awaited<ReturnType<typeof engineWithPeer>>) {
  await deliver(message('in', 'to you'))
  const key = await sendMessage(engine.db, { me: ME, conversation: ROMEO, body: 'to him', now: Date.now() })
  const post = await publishPost(engine.db, { me: ME, service: ME, node: BLOG_NODE, title: 'a post', text: '', now: Date.now() })
  engine.nudge()
  await waitFor(async () => (await engine.db.outbox.toArray()).every(row => row.state === 'failed'), { what: 'the outbox' })
  expect(await engine.db.messages.get(key)).toMatchObject({ state: 'sent' })
  expect((await engine.db.messages.toArray()).map(row => row.body).toSorted()).toEqual(['to him', 'to you'])
  expect(await engine.db.contacts.toArray()).toMatchObject([{ jid: ROMEO, name: 'Romeo' }])
  return await engine.db.posts.get(post)
}

describe('a server without', () => {
  test.each<[string, HonestOptions['lacks'], object]>([
    ['anything missing', [], { state: 'published' }],
    ['PEP', ['pep'], { state: 'failed', failure: { kind: 'unsupported', condition: 'service-unavailable' }, title: 'a post' }],
    ['an archive', ['archive'], { state: 'published' }],
    ['carbons', ['carbons'], { state: 'published' }],
    ['a pubsub service', ['pubsub'], { state: 'published' }],
    ['an upload service', ['upload'], { state: 'published' }],
    ['any of it', ['pep', 'archive', 'carbons', 'pubsub', 'upload'], { state: 'failed', title: 'a post' }],
  ])('%s is told as that, and the rest works', async (_what, missing, becomes) => {
    const world = await engineWithPeer({ lacks: missing, roster: ROSTER })
    expect(lacks(world.engine).toSorted()).toEqual([...missing].toSorted())
    expect(await useIt(world)).toMatchObject(becomes)
    expect(world.peer.links).toHaveLength(1)
  })

  test('stream management: what is sent is sent when it is written, what comes is stored', async () => {
    const { engine, peer } = await engineWithPeer({ peer: { streamManagement: false }, roster: ROSTER })
    const key = await sendMessage(engine.db, { me: ME, conversation: ROMEO, body: 'to him', now: Date.now() })
    engine.nudge()
    await waitFor(async () => (await engine.db.messages.get(key))?.state === 'sent')
    peer.link.stanza(message('in', 'to you'))
    await waitFor(async () => (await engine.db.messages.count()) === 2)
    expect(await engine.db.outbox.toArray()).toEqual([])
  })

  test('stream management that loses the connection: a fresh session reads what was missed, and nothing is sent twice', async () => {
    const { engine, peer, server } = await engineWithPeer({ peer: { streamManagement: false }, roster: ROSTER })
    const key = await sendMessage(engine.db, { me: ME, conversation: ROMEO, body: 'to him', now: Date.now() })
    engine.nudge()
    await waitFor(async () => (await engine.db.messages.get(key))?.state === 'sent')
    server.archive.push({ id: 'a1', stamp: new Date().toISOString(), message: message('missed', 'missed') })
    peer.link.cut()
    engine.session.connectNow()
    await waitFor(async () => (await engine.db.messages.count()) === 2, { what: 'what was missed' })
    expect(peer.all('message').filter(sent => sent.getChild('body'))).toHaveLength(1)
  })

  test('roster versioning: the whole roster each time, and who is not in it any more goes', async () => {
    const roster = [...ROSTER, "<item jid='nurse@example.org' subscription='both'/>"]
    const { engine, peer } = await engineWithPeer({ roster })
    expect(await engine.db.contacts.count()).toBe(2)
    roster.pop()
    peer.link.cut()
    engine.session.connectNow()
    await waitFor(async () => (await engine.db.contacts.count()) === 1)
    expect(await engine.db.contacts.toArray()).toMatchObject([{ jid: ROMEO }])
  })

  test('a word about itself lacks everything, and the roster and the messages are there', async () => {
    const world = await engineWithPeer({ roster: ROSTER }, (server, peer) => {
      for (const namespace of ['http://jabber.org/protocol/disco#info', 'http://jabber.org/protocol/disco#items'])
        peer.answers.set(namespace, iq => server.refuse(iq, 'feature-not-implemented'))
    })
    expect(lacks(world.engine).toSorted()).toEqual(['archive', 'carbons', 'pep', 'pubsub', 'upload'])
    expect(await useIt(world)).toMatchObject({ state: 'published' })
  })
})

describe('a server that does not keep a node private', () => {
  test('gets nothing of what is saved, and it is saved on this device', async () => {
    const { engine, peer, server } = await engineWithPeer({ roster: ROSTER })
    const list = server.pubsub(ME).node(SAVED_POSTS_NODE)
    list.options['access_model'] = 'presence'
    list.options = new Proxy(list.options, { set: () => true })
    const postKey = postKeyOf({ service: ROMEO, node: BLOG_NODE, itemId: 'balcony' })
    await savePost(engine.db, { postKey, title: 'From the balcony', now: Date.now() })
    engine.nudge()
    await waitFor(async () => (await engine.db.outbox.toArray()).length === 0, { what: 'the outbox' })
    expect(peer.all('iq').map(String).join('')).not.toContain('balcony')
    expect(list.items).toEqual([])
    expect(await isSavedHereOnly(engine.db)).toBe(true)
  })

  test.each([
    ['takes the option and does not mean it', 'presence'],
    ['shows it to everybody', 'open'],
  ])('because it %s gets nothing private, and the follow stands all the same', async (_what, access) => {
    const { engine, peer, server } = await engineWithPeer({ roster: ROSTER })
    const pep = server.pubsub(ME)
    const list = pep.node(PRIVATE_FOLLOW_LIST)
    list.options['access_model'] = access
    list.options = new Proxy(list.options, { set: () => true })
    await followNode(engine.db, { service: ROMEO, node: BLOG_NODE, kind: 'person', title: '', now: Date.now() })
    engine.nudge()
    await waitFor(async () => (await engine.db.outbox.toArray()).length === 0, { what: 'the outbox' })
    const published = peer.all('iq').filter(iq => iq.getChild('pubsub')?.getChild('publish')?.attrs['node'] === PRIVATE_FOLLOW_LIST)
    expect(published).toEqual([])
    expect(list.items).toEqual([])
    expect((await engine.db.nodes.toArray()).map(node => [node.service, node.followed, node.followState])).toContainEqual([
      ROMEO,
      1,
      'settled',
    ])
  })
})
