import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deleteComment } from '#commands/delete-comment.ts'
import { deletePost } from '#commands/delete-post.ts'
import { editPost } from '#commands/edit-post.ts'
import { followNode } from '#commands/follow-node.ts'
import { publishComment } from '#commands/publish-comment.ts'
import { publishPost } from '#commands/publish-post.ts'
import { toggleLike } from '#commands/toggle-like.ts'
import type { NodeEngine } from '#engine/node.ts'
import type { PostKey } from '#model/keys.ts'
import { BLOG_NODE } from '#model/post.ts'
import type { BareJid } from '#shared/jid.ts'
import { feedKeys } from '#storage/posts.ts'
import { startEjabberd } from '../servers/ejabberd.ts'
import { startProsody } from '../servers/prosody.ts'
import type { TestServer } from '../servers/test-server.ts'
import { jid, useEngines } from '../support/engines.ts'
import { waitFor } from '../support/wait-for.ts'

async function isCaughtUp(engine: NodeEngine): Promise<void> {
  await waitFor(() =>
    engine.signals.some(signal => signal.kind === 'session' && signal.state.kind === 'online' && !signal.state.catchingUp),
  )
}

async function run<Result>(engine: NodeEngine, command: (db: NodeEngine['db']) => Promise<Result>): Promise<Result> {
  const result = await command(engine.db)
  engine.nudge()
  return result
}

async function isSettled(engine: NodeEngine): Promise<void> {
  await waitFor(async () => (await engine.db.outbox.toArray()).length === 0, { what: 'an empty outbox' })
}

const titles = async (engine: NodeEngine): Promise<string[]> => {
  const rows = await feedKeys(engine.db, 'all', 200)
  return (await engine.db.posts.bulkGet(rows.map(row => row.key))).map(post => post?.title ?? '')
}

describe.each([
  ['prosody', startProsody],
  ['ejabberd', startEjabberd],
] as const)('the feed on %s', (_name, start) => {
  let server: TestServer
  const { device, witness, register } = useEngines(() => server)
  const [anna, ben] = [jid('anna@localhost'), jid('ben@localhost')]

  beforeAll(async () => {
    server = await start()
    await register('anna', 'ben', 'chloe', 'dora', 'emil')
  })
  afterAll(() => server?.stop())

  const publish = (engine: NodeEngine, me: BareJid, text: string, title = ''): Promise<PostKey> =>
    run(engine, db => publishPost(db, { me, service: me, node: BLOG_NODE, title, text, now: Date.now() }))
  const follow = async (engine: NodeEngine, whom: BareJid): Promise<void> => {
    await run(engine, db => followNode(db, { service: whom, node: BLOG_NODE, kind: 'person', title: '', now: Date.now() }))
    await isSettled(engine)
  }

  test('a post is seen live by who follows; so are the like, the comment, the edit and the deletion', async () => {
    const here = await device('anna')
    const there = await device('ben')
    await Promise.all([here, there].map(isCaughtUp))
    await publish(here, anna, 'the first')
    await isSettled(here)
    await follow(there, anna)
    const key = await publish(here, anna, 'with *some* text', 'A proper title')
    await waitFor(async () => (await titles(there)).includes('A proper title'), { what: 'the post at the reader' })
    await isSettled(here)
    console.log(server.name, (await here.db.posts.get(key)), await there.db.posts.get(key), await here.db.outbox.toArray())

    await run(there, db => toggleLike(db, { me: ben, postKey: key, now: Date.now() }))
    const comment = await run(there, db => publishComment(db, { me: ben, postKey: key, text: 'well said', now: Date.now() }))
    await isSettled(there)
    await waitFor(async () => (await here.db.posts.get(key))?.likeCount === 1, { what: 'the like at the author' })
    await waitFor(async () => (await here.db.posts.get(key))?.commentCount === 1, { what: 'the comment at the author' })
    expect(await here.db.comments.toArray()).toMatchObject([{ author: ben, authorVerified: true, text: 'well said', state: 'published' }])
    expect((await here.db.notifications.toArray()).map(row => [row.kind, row.from])).toEqual(
      expect.arrayContaining([
        ['like', ben],
        ['comment', ben],
      ]),
    )
    await run(here, db => editPost(db, { postKey: key, title: 'A better title', text: 'with other text', now: Date.now() }))
    await waitFor(async () => (await there.db.posts.get(key))?.title === 'A better title', { what: 'the edit at the reader' })
    if (comment) await run(here, db => deleteComment(db, { commentKey: comment }))
    await isSettled(here)
    await run(here, db => deletePost(db, { postKey: key, now: Date.now() }))
    await isSettled(here)
    await waitFor(async () => (await there.db.posts.get(key)) === undefined, { what: 'the deletion at the reader' })
    void witness
  })
})
