/** One message comes by several paths, in whatever order and however often: it is one row, unread once, at its place. */
import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { archiveResult } from '../../tests/faults/honest-server.ts'
import { type FakeContext, fakeContext, fakeSession } from '../../tests/support/fake-session.ts'
import { sendMessage } from '#commands/send-message.ts'
import type { Conversation } from '#model/message.ts'
import { NS_MAM } from '#protocol/xep0313-mam.ts'
import { attr, xml } from '#protocol/xml.ts'
import { KithError } from '#shared/errors.ts'
import { type BareJid, parseBareJid } from '#shared/jid.ts'
import { noteRead, repairConversations } from '#storage/conversations.ts'
import { unreadTotal } from '#storage/put-conversation.ts'
import { accountDb } from '#storage/db.ts'
import type { AccountDb } from '#storage/schema.ts'
import { chatAnswers } from './answer/chat-answers.ts'
import { catchUpArchive, holdArchiveCursor } from './catch-up/catch-up-archive.ts'
import { DELIVERERS } from './deliver/deliverers.ts'
import { lookBack } from './catch-up/look-back.ts'
import { createDrain } from './deliver/drain.ts'
import { attachChat } from './receive/on-message.ts'

const me = parseBareJid('me@example.org') as BareJid
const you = parseBareJid('you@example.org') as BareJid
/** The same runs every time; what found something is kept as an example. */
const RUNS = { seed: 20_261_125, numRuns: 40 }

const open: AccountDb[] = []
afterEach(async () => {
  vi.useRealTimers()
  for (const db of open.splice(0)) await db.delete()
})

interface Seen {
  from: string
  to: string
  id: string
  body: string
  /** Where its id in the archive is another one. */
  archiveId?: string
}

const messageOf = ({ from, to, id, body }: Seen, ids: string): string =>
  `<message xmlns='jabber:client' from='${from}/x' to='${to}' type='chat' id='${id}'>${ids}<body>${body}</body></message>`
const originId = ({ id }: Seen): string => `<origin-id xmlns='urn:xmpp:sid:0' id='${id}'/>`
const archiveIdOf = ({ id, archiveId }: Seen): string => archiveId ?? `archive-${id}`
const stanzaId = (seen: Seen): string => `<stanza-id xmlns='urn:xmpp:sid:0' by='${me}' id='${archiveIdOf(seen)}'/>`
const carbonOf = (direction: 'sent' | 'received', inner: string): string =>
  `<message xmlns='jabber:client' from='${me}' to='${me}/here' type='chat'><${direction} xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>${inner}</forwarded></${direction}></message>`

/** An account whose archive holds what is put there, a second apart. */
function bench() {
  const db = accountDb(`kith:paths-${Math.random()}`)
  open.push(db)
  const archive: Seen[] = []
  /** What happens at the server as soon as it has answered one question for the archive. */
  const afterAnswer: (() => unknown)[] = []
  const context: FakeContext = fakeContext(
    db,
    fakeSession(
      me,
      async ({ payload }) => {
        if (!payload.is('query', NS_MAM)) throw new KithError('not-found', 'nothing else here')
        for (const [index, seen] of archive.entries()) {
          const stamp = new Date(Date.UTC(2026, 0, 1) + index * 1000).toISOString()
          const message = messageOf(seen, originId(seen))
          await context.session.deliver(archiveResult(attr(payload, 'queryid') ?? '', { id: archiveIdOf(seen), stamp, message }))
        }
        afterAnswer.shift()?.()
        return xml('fin', { xmlns: NS_MAM, complete: 'true' })
      },
      { account: new Set([NS_MAM]) },
    ),
  )
  attachChat(context)
  const drain = createDrain(context, DELIVERERS)
  const catchUp = async (): Promise<void> => {
    const held = holdArchiveCursor(context)
    await catchUpArchive(context, new AbortController().signal, { held, there: Promise.resolve(), onNewest: () => undefined })
  }
  return { db, archive, afterAnswer, context, drain, catchUp, rows: () => db.messages.orderBy('order').toArray() }
}

type Bench = ReturnType<typeof bench>

/** What was kept step by step is what can be worked out from the messages. */
async function expectConsistent({ db }: Bench): Promise<Conversation | undefined> {
  const kept = [await db.conversations.toArray(), await unreadTotal(db)]
  await repairConversations(db)
  expect(kept).toEqual([await db.conversations.toArray(), await unreadTotal(db)])
  return db.conversations.get(you)
}

const incoming: Seen = { from: you, to: me, id: 'm', body: 'hello' }
const before: Seen = { from: you, to: me, id: 'before', body: 'before' }
const behind: Seen = { from: you, to: me, id: 'behind', body: 'behind' }

const PATHS: Record<string, (bench: Bench) => Promise<unknown>> = {
  live: ({ context }) => context.session.deliver(messageOf(incoming, originId(incoming) + stanzaId(incoming))),
  'live without its id in the archive': ({ context }) => context.session.deliver(messageOf(incoming, originId(incoming))),
  'live without an origin id': ({ context }) => context.session.deliver(messageOf(incoming, stanzaId(incoming))),
  carbon: ({ context }) => context.session.deliver(carbonOf('received', messageOf(incoming, originId(incoming) + stanzaId(incoming)))),
  'carbon without its id in the archive': ({ context }) =>
    context.session.deliver(carbonOf('received', messageOf(incoming, originId(incoming)))),
  archive: ({ catchUp }) => catchUp(),
  'scrolling back': ({ context }) => chatAnswers['older-messages'](context, { conversation: you }),
}

describe('a message of somebody else', () => {
  test('by every path, in every order, again and again, together or one by one: one row, unread once, in its place', async () => {
    const path = fc.constantFrom(...Object.keys(PATHS))
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(path, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 5 }), async bursts => {
        const world = bench()
        world.archive.push(before)
        await world.catchUp()
        world.archive.push(incoming)
        for (const burst of bursts) await Promise.all(burst.map(async name => PATHS[name]?.(world)))
        const arrived = bursts.flat().some(name => name !== 'scrolling back')
        expect((await world.rows()).map(row => row.body)).toEqual(arrived ? ['before', 'hello'] : expect.arrayContaining(['before']))
        if (arrived) expect(await expectConsistent(world)).toMatchObject({ unread: 1, preview: 'hello' })

        world.archive.push(behind)
        await world.catchUp()
        expect((await world.rows()).map(row => row.body)).toEqual(['before', 'hello', 'behind'])
        expect(await expectConsistent(world)).toMatchObject({ preview: 'behind' })
        await world.db.delete()
      }),
      RUNS,
    )
  }, 60_000)
})

test('what was read live stays read when the archive gives it its place, and what the archive brings behind it is unread once', async () => {
  const world = bench()
  await world.catchUp()
  await world.context.session.deliver(messageOf(before, originId(before)))
  const [live] = await world.rows()
  await noteRead(world.db, you, live?.order ?? 0)
  world.archive.push(before, incoming, behind)
  await world.catchUp()
  expect((await world.rows()).map(row => row.body)).toEqual(['before', 'hello', 'behind'])
  expect(await expectConsistent(world)).toMatchObject({ unread: 2, preview: 'behind' })
})

test('what comes live before the archive was read hides nothing below it, also when the reading is cut off and done again', async () => {
  const world = bench()
  world.archive.push(before)
  await world.catchUp()
  world.archive.push(incoming, behind)
  await holdArchiveCursor(world.context)
  await world.context.session.deliver(messageOf(behind, originId(behind) + stanzaId(behind)))
  await world.catchUp()
  expect((await world.rows()).map(row => row.body)).toEqual(['before', 'hello', 'behind'])
  expect(await expectConsistent(world)).toMatchObject({ unread: 2, preview: 'behind' })
})

test('what is archived after the newest page was read and before we are there comes all the same, whatever comes live meanwhile', async () => {
  const world = bench()
  world.archive.push(before)
  await world.catchUp()
  world.afterAnswer.push(() => {
    world.archive.push(incoming, behind)
    return world.context.session.deliver(messageOf(behind, originId(behind) + stanzaId(behind)))
  })
  await world.catchUp()
  expect((await world.rows()).map(row => row.body)).toEqual(['before', 'hello', 'behind'])
  expect(await expectConsistent(world)).toMatchObject({ unread: 2, preview: 'behind' })
  expect(await world.db.archiveCursors.get(me)).toMatchObject({ newestId: 'archive-behind', live: 1 })
})

test('what a server decided not to bring before we were there and archived after we asked comes a moment later, also in the next session', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const passing = async <Value>(work: Promise<Value>): Promise<Value> => {
    const over = work.then(
      () => true,
      () => true,
    )
    const step = (): Promise<boolean> => vi.advanceTimersByTimeAsync(500).then(() => false)
    while (!(await Promise.race([over, step()])));
    return work
  }
  const look = (): Promise<void> => passing(lookBack(world.context, new AbortController().signal))
  const world = bench()
  world.archive.push(before)
  await passing(world.catchUp())
  world.archive.push(incoming, behind)
  await passing(world.context.session.deliver(messageOf(behind, originId(behind) + stanzaId(behind))))
  expect(await world.db.archiveCursors.get(me)).toMatchObject({ newestId: 'archive-behind', live: 1 })
  world.afterAnswer.push(() => {
    throw new KithError('offline', 'gone')
  })
  await expect(look()).rejects.toThrow('gone')
  await passing(world.catchUp())
  expect((await world.rows()).map(row => row.body)).toEqual(['before', 'behind'])

  await look()
  expect((await world.rows()).map(row => row.body)).toEqual(['before', 'hello', 'behind'])
  expect(await expectConsistent(world)).toMatchObject({ unread: 2, preview: 'behind' })
  const asked = vi.spyOn(world.context.session, 'request')
  await look()
  expect(asked).not.toHaveBeenCalled()
})

test('a connection that goes before the rest was read leaves the cursor below it', async () => {
  const world = bench()
  world.archive.push(before)
  await world.catchUp()
  world.afterAnswer.push(() => {
    world.archive.push(incoming, behind)
    world.afterAnswer.push(() => {
      throw new KithError('offline', 'gone')
    })
    return world.context.session.deliver(messageOf(behind, originId(behind) + stanzaId(behind)))
  })
  await expect(world.catchUp()).rejects.toThrow('gone')
  expect(await world.db.archiveCursors.get(me)).toMatchObject({ newestId: 'archive-before', live: 0 })
  await world.catchUp()
  expect((await world.rows()).map(row => row.body)).toEqual(['before', 'hello', 'behind'])
})

test('results of the archive that a resumption brings again are one row each', async () => {
  const world = bench()
  world.archive.push(before, incoming, before, incoming, behind)
  await world.catchUp()
  expect((await world.rows()).map(row => row.body)).toEqual(['before', 'hello', 'behind'])
})

const isDelivered = async ({ db }: Bench): Promise<boolean> => (await db.outbox.toArray()).length === 0

describe('a message of mine', () => {
  const written: Omit<Seen, 'id'> = { from: me, to: you, body: 'hello' }

  test('written here, acknowledged, in the archive, echoed, in every order and again and again: one row, never unread, sent', async () => {
    const path = fc.constantFrom('deliver', 'archive', 'echo', 'echo without its id in the archive', 'as somebody else')
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(path, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 5 }), async bursts => {
        const world = bench()
        world.archive.push(before)
        await world.catchUp()
        const id = await sendMessage(world.db, { me, conversation: you, body: 'hello', now: Date.now() })
        const mine: Seen = { ...written, id }
        world.archive.push(mine)
        const act: Record<string, () => Promise<unknown>> = {
          deliver: () => world.drain.run(),
          archive: () => world.catchUp(),
          echo: () => world.context.session.deliver(carbonOf('sent', messageOf(mine, originId(mine) + stanzaId(mine)))),
          'echo without its id in the archive': () => world.context.session.deliver(carbonOf('sent', messageOf(mine, originId(mine)))),
          // The same id from the other side is another message (XEP-0359 §6).
          'as somebody else': () => world.context.session.deliver(messageOf({ ...incoming, id, body: 'not mine' }, originId(mine))),
        }
        for (const burst of bursts) await Promise.all(burst.map(async name => act[name]?.()))
        const names = bursts.flat()
        const others = names.includes('as somebody else') ? 1 : 0
        const rows = await world.rows()
        expect(rows.filter(row => row.direction === 'out').map(row => row.body)).toEqual(['hello'])
        expect(rows.filter(row => row.body === 'not mine')).toHaveLength(others)
        expect(rows.find(row => row.direction === 'out')?.state).toBe(names.some(name => name !== 'as somebody else') ? 'sent' : 'queued')
        expect((await expectConsistent(world))?.unread).toBeLessThanOrEqual(others)

        await world.drain.run()
        expect(await isDelivered(world)).toBe(true)
        // Once it is known to have arrived it does not leave; before that it leaves once.
        expect(world.context.session.sent.length).toBeLessThanOrEqual(1)
        expect((await world.rows()).filter(row => row.direction === 'out')).toMatchObject([{ state: 'sent', body: 'hello' }])
      }),
      { ...RUNS, examples: [[[['as somebody else'], ['deliver', 'archive']]]] },
    )
  }, 60_000)

  test('written on another device, by carbon and from the archive, in every order: one row, and what was there before is read', async () => {
    const elsewhere: Seen = { ...written, id: 'elsewhere' }
    const path = fc.constantFrom('carbon', 'carbon without its id in the archive', 'archive')
    await fc.assert(
      fc.asyncProperty(fc.array(path, { minLength: 1, maxLength: 6 }), async paths => {
        const world = bench()
        world.archive.push(before, elsewhere)
        const act: Record<string, () => Promise<unknown>> = {
          carbon: () => world.context.session.deliver(carbonOf('sent', messageOf(elsewhere, originId(elsewhere) + stanzaId(elsewhere)))),
          'carbon without its id in the archive': () =>
            world.context.session.deliver(carbonOf('sent', messageOf(elsewhere, originId(elsewhere)))),
          archive: () => world.catchUp(),
        }
        for (const name of paths) await act[name]?.()
        await world.catchUp()
        expect((await world.rows()).map(row => [row.body, row.direction])).toEqual([
          ['before', 'in'],
          ['hello', 'out'],
        ])
        expect(await expectConsistent(world)).toMatchObject({ unread: 0, preview: 'hello', previewDirection: 'out' })
      }),
      RUNS,
    )
  }, 60_000)
})

test('a note to myself is one message, although the archive has it as sent and as received', async () => {
  const note = (archiveId: string): Seen => ({ from: me, to: me, id: 'n', body: 'note', archiveId })
  const live = (archiveId: string): string => messageOf(note(archiveId), originId(note(archiveId)) + stanzaId(note(archiveId)))
  const [first, later] = [bench(), bench()]
  await first.context.session.deliver(carbonOf('sent', live('a')))
  await first.context.session.deliver(live('b'))
  for (const world of [first, later]) {
    world.archive.push(note('a'), note('b'))
    for (let times = 0; times < 2; times += 1) await world.catchUp()
    expect((await world.rows()).map(({ body, state }) => [body, state])).toEqual([['note', 'sent']])
    expect(await world.db.conversations.toArray()).toMatchObject([{ jid: me, unread: 0 }])
    await expectConsistent(world)
  }
})

describe('ids that deceive', () => {
  test('one id on two messages that the archive tells apart: two messages', async () => {
    const { context, rows } = bench()
    const twin = (archiveId: string, body: string): string =>
      messageOf({ ...incoming, body }, `<stanza-id xmlns='urn:xmpp:sid:0' by='${me}' id='${archiveId}'/>`)
    await context.session.deliver(twin('a1', 'one'))
    await context.session.deliver(twin('a2', 'two'))
    await context.session.deliver(twin('a1', 'one'))
    expect((await rows()).map(row => row.body)).toEqual(['one', 'two'])
  })

  test("somebody's id hides nobody else's message, and an id of another archive is none", async () => {
    const { context, rows } = bench()
    const third = parseBareJid('third@example.org') as BareJid
    const foreign = `<stanza-id xmlns='urn:xmpp:sid:0' by='${you}' id='a1'/><stanza-id xmlns='urn:xmpp:sid:0' id='a1'/>`
    await context.session.deliver(messageOf({ ...incoming, body: 'yours' }, originId(incoming) + foreign))
    await context.session.deliver(messageOf({ ...incoming, from: third, body: 'theirs' }, originId(incoming) + foreign))
    await context.session.deliver(messageOf({ ...incoming, from: third, id: 'other', body: 'again' }, foreign))
    expect((await rows()).map(row => [row.body, row.archiveId])).toEqual([
      ['yours', null],
      ['theirs', null],
      ['again', null],
    ])
  })
})
