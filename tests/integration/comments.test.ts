import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deleteComment } from '#commands/delete-comment.ts'
import { discardComment } from '#commands/discard-comment.ts'
import { deletePost } from '#commands/delete-post.ts'
import { editComment } from '#commands/edit-comment.ts'
import { publishComment } from '#commands/publish-comment.ts'
import { publishPost } from '#commands/publish-post.ts'
import { reactToPost } from '#commands/react-to-post.ts'
import type { NodeEngine } from '#engine/node.ts'
import { nodeKeyOf, parsePostKey, type PostKey } from '#model/keys.ts'
import { BLOG_NODE, type Comment } from '#model/post.ts'
import type { BareJid } from '#shared/jid.ts'
import { NS_ATTACHMENTS } from '#protocol/xep0470-attachments.ts'
import { reactionsOf } from '#storage/reactions.ts'
import { commentThreads } from '#storage/comments.ts'
import { startEjabberd } from '../servers/ejabberd.ts'
import { startProsody } from '../servers/prosody.ts'
import type { TestServer } from '../servers/test-server.ts'
import { jid, useEngines } from '../support/engines.ts'
import { waitFor } from '../support/wait-for.ts'

const PUBSUB = 'http://jabber.org/protocol/pubsub'

async function run<Result>(engine: NodeEngine, command: (db: NodeEngine['db']) => Promise<Result>): Promise<Result> {
  const result = await command(engine.db)
  engine.nudge()
  return result
}

async function isSettled(engine: NodeEngine): Promise<void> {
  await waitFor(async () => (await engine.db.outbox.filter(row => row.state !== 'failed').count()) === 0, { what: 'an empty outbox' })
}

async function say(engine: NodeEngine, me: BareJid, postKey: PostKey, text: string, answers?: string): Promise<Comment> {
  const key = await run(engine, db => publishComment(db, { me, postKey, text, answers: answers ?? null, now: Date.now() }))
  await isSettled(engine)
  const comment = key && (await engine.db.comments.get(key))
  if (!comment) throw new Error('the post takes no comments')
  return comment
}

/** Looks at a post, and is told of what comes. */
async function isHeard(engine: NodeEngine, postKey: PostKey): Promise<void> {
  await waitFor(async () => (await engine.ask('open-reactions', { postKey })).offered, { what: 'the place for reactions' })
  await engine.ask('watch-reactions', { postKey, page: 'a', watching: true })
  expect(await engine.db.settings.get(`watching:${postKey}`)).toBeDefined()
}

async function isReacted(engine: NodeEngine, key: PostKey, emojis: string): Promise<void> {
  const told = async (): Promise<boolean> => (await reactionsOf(engine.db, key)).flatMap(row => row.emojis).join('') === emojis
  await waitFor(told, { what: `the reaction ${emojis}` })
}

const textsOf = async (engine: NodeEngine, key: PostKey): Promise<string[]> => {
  const comments = await engine.db.comments.filter(comment => comment.postKey === key).toArray()
  return comments.map(comment => comment.text).toSorted()
}

describe.each([
  ['prosody', startProsody],
  ['ejabberd', startEjabberd],
] as const)('comments on %s', (_name, start) => {
  let server: TestServer
  const { device, witness, register } = useEngines(() => server)
  const [anna, ben] = [jid('anna@localhost'), jid('ben@localhost')]
  beforeAll(async () => {
    server = await start()
    await register('anna', 'ben', 'chloe')
  })
  afterAll(() => server?.stop())

  /** A post of Anna's that Ben has open. */
  async function postAndReader(): Promise<{ here: NodeEngine; there: NodeEngine; key: PostKey }> {
    const [here, there] = [await device('anna'), await device('ben')]
    const key = await run(here, db =>
      publishPost(db, { me: anna, service: anna, node: BLOG_NODE, title: '', text: 'speak', now: Date.now() }),
    )
    await isSettled(here)
    await there.ask('open-post', { postKey: key })
    await there.ask('open-comments', { postKey: key })
    return { here, there, key }
  }

  test('a reply is seen as one by everybody, and the change of a comment too', async () => {
    const { here, there, key } = await postAndReader()
    const first = await say(there, ben, key, 'what do you think?')
    await waitFor(async () => (await textsOf(here, key)).length === 1, { what: 'the comment at the author' })
    // Ben said something there, so he hears what is answered without asking.
    await waitFor(async () => (await there.db.settings.filter(({ key: name }) => name.startsWith('subscribed:')).count()) > 0, {
      what: 'the subscription of who took part',
    })
    const second = await say(here, anna, key, 'not much', first.itemId)
    await waitFor(async () => (await textsOf(there, key)).length === 2, { what: 'the answer at the reader' })
    expect(await commentThreads(there.db, key)).toEqual([{ key: first.key, answers: [{ key: second.key, to: null }] }])

    await run(there, db => editComment(db, { commentKey: first.key, text: 'what do you all think?', now: Date.now() }))
    await isSettled(there)
    await waitFor(async () => (await here.db.comments.get(first.key))?.text === 'what do you all think?', {
      what: 'the change at the author',
    })
    expect(await here.db.comments.get(first.key)).toMatchObject({ edited: true, author: ben, authorVerified: true, state: 'published' })
    expect(await there.db.comments.get(first.key)).toMatchObject({ edited: true, before: null, state: 'published' })
    expect((await here.db.posts.get(key))?.commentCount).toBe(2)
    const reader = await device('chloe')
    await reader.ask('open-comments', { postKey: key })
    expect(await commentThreads(reader.db, key)).toEqual([{ key: first.key, answers: [{ key: second.key, to: null }] }])
  })

  test('a change that the service refuses can be given up, and what it holds is shown again', async () => {
    const { there, key } = await postAndReader()
    const comment = await say(there, ben, key, 'short')
    const owner = await witness('anna')
    const { service, node } = parsePostKey(comment.key)!
    // Whoever owns the place lets only some write from now on.
    const form = `<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>http://jabber.org/protocol/pubsub#node_config</value></field><field var='pubsub#publish_model'><value>publishers</value></field></x>`
    const closed = await owner.iq(
      'set',
      service,
      `<pubsub xmlns='http://jabber.org/protocol/pubsub#owner'><configure node='${node}'>${form}</configure></pubsub>`,
    )
    expect(closed.attrs['type']).toBe('result')
    await run(there, db => editComment(db, { commentKey: comment.key, text: 'longer', now: Date.now() }))
    await waitFor(async () => (await there.db.comments.get(comment.key))?.state === 'failed', { what: 'the refusal' })
    expect(await there.db.comments.get(comment.key)).toMatchObject({ text: 'longer', failure: { kind: 'forbidden' } })
    await run(there, db => discardComment(db, comment.key))
    expect(await there.db.comments.get(comment.key)).toMatchObject({ text: 'short', edited: false, state: 'published', before: null })
    expect(await there.db.outbox.count()).toBe(0)
  })

  test('whoever wrote the post removes what somebody else said below it, and it is gone for everybody', async () => {
    const { here, there, key } = await postAndReader()
    const bad = await say(there, ben, key, 'buy my things')
    const good = await say(there, ben, key, 'lovely')
    await waitFor(async () => (await textsOf(here, key)).length === 2, { what: 'the comments at the author' })
    await run(here, db => deleteComment(db, { commentKey: bad.key }))
    await isSettled(here)
    expect(await textsOf(here, key)).toEqual(['lovely'])
    expect((await here.db.posts.get(key))?.commentCount).toBe(1)
    const owner = await witness('anna')
    const { service, node } = parsePostKey(good.key)!
    expect(await owner.itemTitles(service, node)).toEqual(['lovely'])
    await there.ask('open-comments', { postKey: key })
    expect(await textsOf(there, key)).toEqual(['lovely'])
    expect((await there.db.posts.get(key))?.commentCount).toBe(1)
  })

  test('a removal that the service refuses gives the comment back with the reason', async () => {
    const { here, there, key } = await postAndReader()
    const comment = await say(here, anna, key, 'the word of the house')
    await there.ask('open-comments', { postKey: key })
    // Not Ben's to remove: Kith does not offer it, so this is what becomes of it where a service thinks otherwise than we do.
    await run(there, db => deleteComment(db, { commentKey: comment.key }))
    await waitFor(async () => (await there.db.comments.get(comment.key))?.state === 'failed', { what: 'the refusal' })
    expect(await there.db.comments.get(comment.key)).toMatchObject({ text: 'the word of the house', failure: { kind: 'forbidden' } })
    expect((await there.db.posts.get(key))?.commentCount).toBe(1)
    expect((await commentThreads(there.db, key)).map(thread => thread.key)).toEqual([comment.key])
    await run(there, db => discardComment(db, comment.key))
    expect(await there.db.comments.get(comment.key)).toMatchObject({ state: 'published', failure: null })
  })

  test('reactions to a post of a community are seen by others, with who, and taken back', async () => {
    const owner = await witness('anna')
    const address = { service: jid(server.pubsub), node: `${server.name}-smiles` }
    const field = (name: string, value: string): string => `<field var='pubsub#${name}'><value>${value}</value></field>`
    const form = `<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>${PUBSUB}#node_config</value></field>${field('access_model', 'open')}${field('publish_model', 'open')}${field('max_items', '100')}</x>`
    await owner.iq(
      'set',
      address.service,
      `<pubsub xmlns='${PUBSUB}'><create node='${address.node}'/><configure>${form}</configure></pubsub>`,
    )
    const [here, there] = [await device('anna'), await device('ben')]
    await here.ask('open-node', address)
    const key = await run(here, db => publishPost(db, { me: anna, ...address, title: '', text: 'smile', now: Date.now() }))
    await isSettled(here)
    await there.ask('open-post', { postKey: key })
    // He came by a link and never saw the community itself.
    const told = async (): Promise<boolean> => (await there.db.nodes.get(nodeKeyOf(address)))?.accessModel === 'open'
    await waitFor(told, { what: 'who can see the post' })
    await waitFor(async () => (await there.ask('open-reactions', { postKey: key })).offered, { what: 'the place for reactions' })

    await isHeard(here, key)
    await run(there, db => reactToPost(db, { me: ben, postKey: key, emoji: '🌻', now: Date.now() }))
    await run(there, db => reactToPost(db, { me: ben, postKey: key, emoji: '🎉', now: Date.now() }))
    await isSettled(there)
    await isReacted(here, key, '🌻🎉')
    // In somebody else's name: the service names who published it, and it counts for nobody.
    const forger = await witness('ben')
    const { itemId } = parsePostKey(key)!
    const node = `${NS_ATTACHMENTS}/xmpp:${address.service}?;node=${encodeURIComponent(address.node)};item=${encodeURIComponent(itemId)}`
    await forger.iq(
      'set',
      address.service,
      `<pubsub xmlns='${PUBSUB}'><publish node='${node}'><item id='${anna}'><attachments xmlns='${NS_ATTACHMENTS}'><reactions><reaction>💩</reaction></reactions></attachments></item></publish></pubsub>`,
    )
    await run(there, db => reactToPost(db, { me: ben, postKey: key, emoji: '🌻', now: Date.now() }))
    await isSettled(there)
    await isReacted(here, key, '🎉')
    // Nobody looks at it any more.
    await here.ask('watch-reactions', { postKey: key, page: 'a', watching: false })
    await run(there, db => reactToPost(db, { me: ben, postKey: key, emoji: '👍', now: Date.now() }))
    await isSettled(there)
    await there.ask('open-reactions', { postKey: key })
    expect(await reactionsOf(here.db, key)).toMatchObject([{ jid: ben, emojis: ['🎉'] }])
    await here.ask('open-reactions', { postKey: key })
    expect(await reactionsOf(here.db, key)).toMatchObject([{ jid: ben, emojis: ['🎉', '👍'] }])
    await run(here, db => deletePost(db, { postKey: key, now: Date.now() }))
    await isSettled(here)
    await waitFor(
      async () =>
        String(await owner.iq('get', address.service, `<pubsub xmlns='${PUBSUB}'><items node='${node}'/></pubsub>`)).includes('error'),
      {
        what: 'the end of the place for reactions',
      },
    )
  })

  test('a post of a blog has a place for reactions where its server says whose they are', async () => {
    const { here, there, key } = await postAndReader()
    if (server.name === 'prosody') {
      await waitFor(() => here.notes.some(note => note.event === 'attachments node refused'), { what: 'the decision' })
      expect(await there.ask('open-reactions', { postKey: key })).toEqual({ offered: false })
      return
    }
    await waitFor(async () => (await there.ask('open-reactions', { postKey: key })).offered, { what: 'the place for reactions' })
    await isHeard(here, key)
    await run(there, db => reactToPost(db, { me: ben, postKey: key, emoji: '🌻', now: Date.now() }))
    await isSettled(there)
    await isReacted(here, key, '🌻')
  })
})
