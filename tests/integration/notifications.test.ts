/** What concerns somebody, on real servers: every kind is told of, and two devices agree about what was seen. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deleteComment } from '#commands/delete-comment.ts'
import { followNode } from '#commands/follow-node.ts'
import { publishComment } from '#commands/publish-comment.ts'
import { publishPost } from '#commands/publish-post.ts'
import { seeNotifications } from '#commands/see-notifications.ts'
import { toggleLike } from '#commands/toggle-like.ts'
import type { NodeEngine } from '#engine/node.ts'
import { parsePostKey, type PostKey } from '#model/keys.ts'
import { BLOG_NODE } from '#model/post.ts'
import { NOTIFICATIONS_SEEN } from '#protocol/kith-notifications-seen.ts'
import type { BareJid } from '#shared/jid.ts'
import { accountDb } from '#storage/db.ts'
import { unseenNotificationKeys } from '#storage/notifications.ts'
import type { Notification, PostExtras } from '#storage/schema.ts'
import { startEjabberd } from '../servers/ejabberd.ts'
import { startProsody } from '../servers/prosody.ts'
import type { TestServer } from '../servers/test-server.ts'
import { jid, useEngines } from '../support/engines.ts'
import { waitFor } from '../support/wait-for.ts'

async function run<Result>(engine: NodeEngine, command: (db: NodeEngine['db']) => Promise<Result>): Promise<Result> {
  const result = await command(engine.db)
  engine.nudge()
  return result
}

async function isSettled(engine: NodeEngine): Promise<void> {
  await waitFor(async () => (await engine.db.outbox.filter(row => row.state !== 'failed').count()) === 0, { what: 'an empty outbox' })
}

async function has(engine: NodeEngine, kind: Notification['kind'], from: BareJid): Promise<Notification> {
  const find = () => engine.db.notifications.filter(row => row.kind === kind && row.from === from).first()
  await waitFor(async () => (await find()) !== undefined, { what: `a notification of ${kind} by ${from}` })
  return (await find())!
}

const unseen = async (engine: NodeEngine): Promise<number> => (await unseenNotificationKeys(engine.db, 100)).length

async function follow(engine: NodeEngine, whom: BareJid): Promise<void> {
  await run(engine, db => followNode(db, { service: whom, node: BLOG_NODE, kind: 'person', title: '', now: Date.now() }))
  await isSettled(engine)
}

async function say(engine: NodeEngine, me: BareJid, postKey: PostKey, text: string, answers: string | null = null): Promise<PostKey> {
  const key = await run(engine, db => publishComment(db, { me, postKey, text, answers, now: Date.now() }))
  await isSettled(engine)
  if (!key) throw new Error('the post takes no comments')
  return key
}

const PLAIN: PostExtras = {
  warning: null,
  reply: null,
  via: null,
  location: null,
  links: [],
  commentsOff: false,
  scheduledAt: null,
}

async function write(engine: NodeEngine, me: BareJid, text: string, extras: Partial<PostExtras> = {}): Promise<PostKey> {
  const key = await run(engine, db =>
    publishPost(db, { me, service: me, node: BLOG_NODE, title: '', text, extras: { ...PLAIN, ...extras }, now: Date.now() }),
  )
  await isSettled(engine)
  return key
}

describe.each([
  ['prosody', startProsody],
  ['ejabberd', startEjabberd],
] as const)('notifications on %s', (name, start) => {
  let server: TestServer
  const { device, witness, register, stopped } = useEngines(() => server)
  beforeAll(async () => {
    server = await start()
    await register('anna', 'ben', 'chloe', 'dora', 'emil')
  })
  afterAll(() => server?.stop())

  /** Away for so long that its session is not there any more. */
  async function leave(engine: NodeEngine): Promise<void> {
    const { name: database } = engine.db
    await stopped(engine)
    const db = accountDb(database)
    await db.resume.clear()
    db.close()
  }

  test('a like, a comment, a reply, a repost, an answer and a mention are told of, and taken back with what they tell', async () => {
    const [anna, ben] = [jid('anna@localhost'), jid('ben@localhost')]
    const [here, there] = [await device('anna'), await device('ben')]
    const mine = await write(here, anna, 'speak')
    const theirs = await write(there, ben, 'listen')
    await follow(here, ben)
    await there.ask('open-post', { postKey: mine })
    await there.ask('open-comments', { postKey: mine })
    await run(there, db => toggleLike(db, { me: ben, postKey: mine, now: Date.now() }))
    expect(await has(here, 'like', ben)).toMatchObject({ postKey: mine, seen: 0 })
    const comment = await say(there, ben, mine, 'I hear you')
    expect(await has(here, 'comment', ben)).toMatchObject({ postKey: mine, comment, text: 'I hear you' })

    // Below the post of somebody else.
    await here.ask('open-post', { postKey: theirs })
    await here.ask('open-comments', { postKey: theirs })
    const word = await say(here, anna, theirs, 'and I you')
    const reply = await say(there, ben, theirs, 'good', parsePostKey(word)?.itemId)
    expect(await has(here, 'reply', ben)).toMatchObject({ postKey: theirs, comment: reply, about: word })

    const repost = await write(there, ben, '', { via: mine })
    expect(await has(here, 'repost', ben)).toMatchObject({ postKey: repost, about: mine })
    const mention = await write(there, ben, `ask [@Anna](xmpp:${anna})`)
    expect(await has(here, 'mention', ben)).toMatchObject({ postKey: mention })
    const answer = await write(there, ben, 'so I say', { reply: mine })
    await waitFor(async () => (await here.db.notifications.get(`reply:${answer}`)) !== undefined, { what: 'the answer' })

    await run(there, db => deleteComment(db, { commentKey: reply, now: Date.now(), undoMs: 0 }))
    const left = async (found: (row: Notification) => boolean) => (await here.db.notifications.toArray()).some(found)
    await waitFor(async () => !(await left(row => row.comment === reply)), { what: 'the reply taken back' })
    // On Prosody nobody but its owner takes anything out of a node (servers.md §5.4).
    if (name === 'prosody') return
    await run(there, db => toggleLike(db, { me: ben, postKey: mine, now: Date.now() }))
    await waitFor(async () => !(await left(row => row.kind === 'like')), { what: 'the like taken back' })
  })

  test('what one device has seen is seen on the other, at once and after it was away, and by nobody else', async () => {
    const [chloe, dora] = [jid('chloe@localhost'), jid('dora@localhost')]
    const here = await device('chloe', { name: `here ${name}` })
    const there = await device('chloe', { name: `there ${name}` })
    const reader = await device('dora')
    const mine = await write(here, chloe, 'two devices')
    await reader.ask('open-post', { postKey: mine })
    await reader.ask('open-comments', { postKey: mine })
    const see = async (): Promise<void> => {
      const newest = await here.db.notifications.orderBy('at').last()
      // As the page does: what has been before somebody's eyes for a second counts as seen.
      await waitFor(async () => Date.now() > (newest?.at ?? 0) + 1_500, { what: 'a second of looking' })
      await run(here, db => seeNotifications(db, { until: newest?.at ?? 0, now: Date.now() }))
      await isSettled(here)
    }
    await waitFor(async () => (await there.db.posts.get(mine))?.state === 'published', { what: 'the post on the other device' })
    await say(reader, dora, mine, 'one')
    await waitFor(async () => (await unseen(here)) === 1, { what: 'one unseen here' })
    await there.ask('open-comments', { postKey: mine })
    expect(await unseen(there)).toBe(1)
    await see()
    await waitFor(async () => (await unseen(there)) === 0, { what: 'nothing unseen on the other device' })

    await leave(there)
    await say(reader, dora, mine, 'two')
    await waitFor(async () => (await unseen(here)) === 1, { what: 'the second one' })
    await see()
    await say(reader, dora, mine, 'three')
    await waitFor(async () => (await unseen(here)) === 1, { what: 'the third one' })
    const again = await device('chloe', { name: `there ${name}` })
    await waitFor(async () => (await again.db.notifications.count()) === 3, { what: 'all three on the device that was away' })
    expect((await again.db.notifications.toArray()).filter(row => row.seen === 0).map(row => row.text)).toEqual(['three'])

    const stranger = await witness('dora')
    const asked = stranger.iq(
      'get',
      chloe,
      `<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='${NOTIFICATIONS_SEEN}'/></pubsub>`,
    )
    const answer = await asked.catch((error: unknown) => String(error))
    expect(String(answer)).not.toContain('until=')
  })

  test('a new follower is told of where the server tells', async () => {
    const [chloe, emil] = [jid('chloe@localhost'), jid('emil@localhost')]
    const here = await device('chloe', { name: `followed ${name}` })
    await write(here, chloe, 'follow me')
    const known = () => here.db.settings.get('followers:known')
    if (name === 'prosody') await waitFor(async () => (await known()) !== undefined, { what: 'the first look' })
    await leave(here)
    await follow(await device('emil'), chloe)
    const again = await device('chloe', { name: `followed ${name}` })
    if (name === 'prosody') expect(await has(again, 'follow', emil)).toMatchObject({ postKey: null })
  })
})
