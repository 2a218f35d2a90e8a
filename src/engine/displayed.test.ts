/** What was read on another device is read here, whatever comes first: the message, the word that it was read, or the archive. */
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { archiveResult } from '../../tests/faults/honest-server.ts'
import { FakePubsub, newsMessage } from '../../tests/support/fake-pubsub.ts'
import { type FakeContext, fakeContext, fakeSession } from '../../tests/support/fake-session.ts'
import { markRead } from '#commands/mark-read.ts'
import { NS_RSM } from '#protocol/xep0059-rsm.ts'
import { NS_MAM } from '#protocol/xep0313-mam.ts'
import { buildDisplayedSync, DISPLAYED_NODE, parseDisplayedSync } from '#protocol/xep0490-displayed-sync.ts'
import { attr, child, childText, type Element, xml } from '#protocol/xml.ts'
import { KithError } from '#shared/errors.ts'
import { type BareJid, parseBareJid } from '#shared/jid.ts'
import { repairConversations } from '#storage/conversations.ts'
import { unreadTotal } from '#storage/put-conversation.ts'
import { accountDb } from '#storage/db.ts'
import type { AccountDb } from '#storage/schema.ts'
import { catchUpArchive, holdArchiveCursor } from './catch-up/catch-up-archive.ts'
import { catchUpDisplayed } from './catch-up/catch-up-displayed.ts'
import { DELIVERERS } from './deliver/deliverers.ts'
import { createDrain } from './deliver/drain.ts'
import { attachChat } from './receive/on-message.ts'
import { attachFeed } from './receive/on-pubsub-event.ts'

const me = parseBareJid('me@example.org') as BareJid
const you = parseBareJid('you@example.org') as BareJid
const room = parseBareJid('room@rooms.example.org') as BareJid

const open: AccountDb[] = []
afterEach(async () => {
  for (const db of open.splice(0)) await db.delete()
})

const messageOf = (id: string): string =>
  `<message xmlns='jabber:client' from='${you}/x' to='${me}' type='chat' id='${id}'><stanza-id xmlns='urn:xmpp:sid:0' by='${me}' id='a-${id}'/><origin-id xmlns='urn:xmpp:sid:0' id='${id}'/><body>${id}</body></message>`

/** An account with an archive, and a node of what was read, both in the hands of the test. */
function bench({ noPep = false } = {}) {
  const db = accountDb(`kith:displayed-${Math.random()}`)
  open.push(db)
  // What strangers write does not count.
  void db.contacts.put({ jid: you, name: '', subscription: 'both', ask: false, groups: [] })
  const archive: string[] = []
  const pubsub = new FakePubsub('prosody', me)
  const answerArchive = async (query: Element): Promise<Element> => {
    const after = childText(child(query, 'set', NS_RSM), 'after', NS_RSM)
    if (after !== undefined && !archive.includes(after.slice(2))) throw new KithError('not-found', 'no such id')
    for (const [index, id] of archive.entries()) {
      if (after !== undefined && index <= archive.indexOf(after.slice(2))) continue
      const stamp = new Date(Date.UTC(2026, 0, 1) + index * 1000).toISOString()
      await context.session.deliver(archiveResult(attr(query, 'queryid') ?? '', { id: `a-${id}`, stamp, message: messageOf(id) }))
    }
    return xml('fin', { xmlns: NS_MAM, complete: 'true' })
  }
  const session = fakeSession(me, async request => {
    if (request.payload.is('query', NS_MAM)) return answerArchive(request.payload)
    if (noPep) throw new KithError('unsupported', 'no PEP', { condition: 'service-unavailable' })
    return pubsub.answer(request)
  })
  const context: FakeContext = fakeContext(db, session)
  const late: FakeContext = { ...context, now: () => Date.now() + 60_000 }
  attachChat(context)
  attachFeed(context)
  const catchUp = async (): Promise<void> => {
    const held = holdArchiveCursor(context)
    await catchUpArchive(context, new AbortController().signal, { held, there: Promise.resolve(), onNewest: () => undefined })
  }
  const hold = (id: string, by = me, conversation = you): void =>
    pubsub.put(DISPLAYED_NODE, conversation, buildDisplayedSync({ by, id: `a-${id}` }))
  return {
    db,
    archive,
    hold,
    context,
    catchUp,
    drain: createDrain(late, DELIVERERS),
    live: (id: string) => session.deliver(messageOf(id)),
    /** My account tells of the newest that the node holds. */
    tell: async (from: BareJid = me) => {
      const news = pubsub.news.at(-1)
      if (news) await session.deliver(newsMessage(from, news))
    },
    readNode: () => catchUpDisplayed(context),
    held: () => parseDisplayedSync(pubsub.node(DISPLAYED_NODE).items.find(({ id }) => id === you)?.payload)?.id,
    access: () => pubsub.node(DISPLAYED_NODE).options['access_model'],
  }
}

type Bench = ReturnType<typeof bench>

/** Up to which message it was read here; what was kept step by step is what can be worked out from the messages. */
async function read({ db }: Bench): Promise<{ upTo: string | undefined; unread: number; total: number }> {
  const kept = [await db.conversations.toArray(), await unreadTotal(db)]
  await repairConversations(db)
  expect(kept).toEqual([await db.conversations.toArray(), await unreadTotal(db)])
  const conversation = await db.conversations.get(you)
  const message = await db.messages.filter(({ order }) => order === conversation?.readOrder).first()
  return { upTo: message?.body, unread: conversation?.unread ?? 0, total: await unreadTotal(db) }
}

/** A device that knows the account, and what came while it was away. */
async function away(...missed: string[]): Promise<Bench> {
  const world = bench()
  world.archive.push('before')
  await world.catchUp()
  world.archive.push(...missed)
  if (missed.length > 0) await holdArchiveCursor(world.context)
  return world
}

describe('what another device has read', () => {
  const MISSED = ['1', '2', '3', '4']
  const step = fc.oneof(
    fc.record({ what: fc.constant('live' as const), id: fc.constantFrom(...MISSED) }),
    fc.record({ what: fc.constantFrom('tell' as const, 'node' as const), id: fc.constantFrom('before', ...MISSED) }),
    fc.record({ what: fc.constant('archive' as const), id: fc.constant('') }),
  )

  test('in every order with the messages and the archive, again and again: the furthest holds, and the rest is unread', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 6 }), async bursts => {
        const world = await away(...MISSED)
        for (const burst of bursts) {
          await Promise.all(
            burst.map(async ({ what, id }) => {
              if (what === 'archive') return world.catchUp()
              if (what === 'live') return world.live(id)
              world.hold(id)
              return what === 'tell' ? world.tell() : world.readNode()
            }),
          )
        }
        await world.catchUp()
        const marked = bursts.flat().flatMap(({ what, id }) => (what === 'tell' || what === 'node' ? MISSED.indexOf(id) : []))
        const furthest = Math.max(-1, ...marked)
        const unread = MISSED.length - 1 - furthest
        expect(await read(world)).toEqual({ upTo: MISSED[furthest] ?? 'before', unread, total: unread })
        await world.db.delete()
      }),
      {
        seed: 20_261_126,
        numRuns: 25,
        examples: [
          [
            [
              [
                { what: 'tell', id: '2' },
                { what: 'live', id: '3' },
              ],
              [{ what: 'tell', id: '3' }],
              [
                { what: 'live', id: '2' },
                { what: 'live', id: '1' },
              ],
            ],
          ],
        ],
      },
    )
  }, 60_000)

  test('is remembered until the archive brings it', async () => {
    const world = await away('1', '2')
    world.hold('1')
    await world.readNode()
    expect(await world.db.displayed.toArray()).toMatchObject([{ conversation: you, archiveId: 'a-1' }])
    await world.catchUp()
    expect(await read(world)).toEqual({ upTo: '1', unread: 1, total: 1 })
  })

  test('is said by my own account only, of the conversation that it names, and by no third archive', async () => {
    const world = await away('1')
    await world.catchUp()
    world.hold('1')
    await world.tell(you)
    world.hold('1', me, room)
    await world.tell()
    world.hold('1', room)
    await world.tell()
    expect(await read(world)).toMatchObject({ unread: 1 })
    // In a room Movim names my account in place of the room's: that is remembered for the room, and ten of one conversation at most.
    for (let index = 0; index < 30; index += 1) {
      world.hold(`r${index}`, me, room)
      await world.tell()
    }
    expect((await world.db.displayed.where('conversation').equals(room).toArray()).length).toBe(10)
  })
})

describe('what is read here', () => {
  const seen = async (world: Bench): Promise<unknown> => markRead(world.db, { conversation: you, now: Date.now() })

  test('is told to a private node, once for all that was read meanwhile, and not to somebody who may not see me', async () => {
    const world = await away()
    for (const id of ['1', '2', '3']) {
      world.archive.push(id)
      await world.live(id)
      await seen(world)
    }
    expect((await world.db.outbox.toArray()).map(({ intent }) => intent.kind).filter(kind => kind === 'sync-read')).toHaveLength(1)
    await world.drain.run()
    expect([world.held(), world.access()]).toEqual(['a-3', 'whitelist'])
    expect(world.context.session.requests.filter(({ payload }) => payload.getChild('publish')).length).toBe(1)
    expect(world.context.session.sent).toEqual([])
    expect(await world.db.outbox.count()).toBe(0)
  })

  test.each([
    ['further down, stored here', ['1', '2'], '2', 'a-2'],
    ['further down, not here yet', ['1'], '2', 'a-2'],
    ['further up, stored here', ['1', '2'], 'before', 'a-1'],
    ['further up, not stored here', ['1'], 'older', 'a-1'],
    ['forgotten by the archive', ['1'], 'gone', 'a-1'],
  ])('never takes the node backwards: it holds a message %s', async (_what, live, held, expected) => {
    const world = await away()
    for (const id of live) await world.live(id)
    await seen(world)
    if (live.length > 1) {
      const [first] = await world.db.messages.filter(({ body }) => body === '1').toArray()
      await world.db.conversations.update(you, { readOrder: first?.order ?? 0 })
    }
    world.archive.unshift('older')
    world.archive.push('1', '2')
    world.hold(held)
    await world.drain.run()
    expect(world.held()).toBe(expected)
  })

  test('stays here where the server keeps nothing for me, and holds nothing up', async () => {
    const world = bench({ noPep: true })
    await world.catchUp()
    await world.live('1')
    await seen(world)
    await world.drain.run()
    expect(await world.db.outbox.count()).toBe(0)
    expect(await read(world)).toMatchObject({ upTo: '1', unread: 0 })
  })
})
