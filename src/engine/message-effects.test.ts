/** What is said about a message comes by several paths too, before it and behind it: what it looks like in the end is always the same. */
import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { archiveResult } from '../../tests/faults/honest-server.ts'
import { fakeContext, fakeSession } from '../../tests/support/fake-session.ts'
import { correctMessage } from '#commands/correct-message.ts'
import { reactToMessage } from '#commands/react-to-message.ts'
import { retractMessage } from '#commands/retract-message.ts'
import { sendMessage } from '#commands/send-message.ts'
import { undoRetractMessage } from '#commands/undo-retract-message.ts'
import type { PostKey } from '#model/keys.ts'
import type { Message } from '#model/message.ts'
import { NS_MAM } from '#protocol/xep0313-mam.ts'
import { attr, xml } from '#protocol/xml.ts'
import { KithError } from '#shared/errors.ts'
import { type BareJid, parseBareJid } from '#shared/jid.ts'
import { repairConversations } from '#storage/conversations.ts'
import { unreadTotal } from '#storage/put-conversation.ts'
import { accountDb } from '#storage/db.ts'
import type { AccountDb } from '#storage/schema.ts'
import { chatAnswers } from './answer/chat-answers.ts'
import { catchUpArchive, holdArchiveCursor } from './catch-up/catch-up-archive.ts'
import { DELIVERERS } from './deliver/deliverers.ts'
import { createDrain } from './deliver/drain.ts'
import { attachChat } from './receive/on-message.ts'

const me = parseBareJid('me@example.org') as BareJid
const you = parseBareJid('you@example.org') as BareJid
/** The same runs every time; what found something is kept as an example. */
const RUNS = { seed: 20_261_126, numRuns: 25 }

const open: AccountDb[] = []
afterEach(async () => {
  vi.restoreAllMocks()
  for (const db of open.splice(0)) await db.delete()
})

interface Stanza {
  from: BareJid
  to: BareJid
  id: string
  content: string
}

const said = (from: BareJid, id: string, content: string): Stanza => ({ from, to: from === me ? you : me, id, content })
const base = (from: BareJid): Stanza => said(from, 'm', '<body>helo</body>')
const correction = (from: BareJid, id = 'c', body = 'hello', target = 'm'): Stanza =>
  said(from, id, `<body>${body}</body><replace xmlns='urn:xmpp:message-correct:0' id='${target}'/>`)
const fileAt = (url: string): string => `<body>${url}</body><x xmlns='jabber:x:oob'><url>${url}</url></x>`
const retraction = (from: BareJid): Stanza =>
  said(
    from,
    'r',
    `<body>took it back</body><retract xmlns='urn:xmpp:message-retract:1' id='m'/><fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:message-retract:1'/>`,
  )
const reaction = (from: BareJid, ...emojis: string[]): Stanza =>
  said(
    from,
    `e-${from}`,
    `<reactions xmlns='urn:xmpp:reactions:0' id='m'>${emojis.map(each => `<reaction>${each}</reaction>`).join('')}</reactions>`,
  )

const plain = ({ from, to, id, content }: Stanza, archived: boolean): string => {
  const archiveId = archived ? `<stanza-id xmlns='urn:xmpp:sid:0' by='${me}' id='archive-${id}'/>` : ''
  return `<message xmlns='jabber:client' from='${from}/x' to='${to}' type='chat' id='${id}'><origin-id xmlns='urn:xmpp:sid:0' id='${id}'/>${archiveId}${content}</message>`
}
const carbon = (stanza: Stanza): string =>
  `<message xmlns='jabber:client' from='${me}' to='${me}/here' type='chat'><${stanza.from === me ? 'sent' : 'received'} xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>${plain(stanza, true)}</forwarded></${stanza.from === me ? 'sent' : 'received'}></message>`

function bench() {
  const db = accountDb(`kith:effects-${Math.random()}`)
  open.push(db)
  const archive: Stanza[] = []
  const context = fakeContext(
    db,
    fakeSession(
      me,
      async ({ payload }) => {
        if (!payload.is('query', NS_MAM)) throw new KithError('not-found', 'nothing else here')
        for (const [index, stanza] of archive.entries()) {
          // As coarse as Prosody's.
          const stamp = new Date(Date.UTC(2026, 0, 1) + Math.floor(index / 4) * 1000).toISOString()
          await context.session.deliver(
            archiveResult(attr(payload, 'queryid') ?? '', { id: `archive-${stanza.id}`, stamp, message: plain(stanza, false) }),
          )
        }
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
  const live = (stanza: Stanza, archived = true): Promise<void> => context.session.deliver(plain(stanza, archived))
  return { db, archive, context, drain, catchUp, live, rows: () => db.messages.orderBy('order').toArray() }
}

type Bench = ReturnType<typeof bench>

async function expectConsistent({ db }: Bench): Promise<void> {
  const kept = [await db.conversations.toArray(), await unreadTotal(db)]
  await repairConversations(db)
  expect(kept).toEqual([await db.conversations.toArray(), await unreadTotal(db)])
}

/** What does not depend on when things came. */
const look = ({ body, files, versions, retracted, reactions, from, orphan }: Message) => ({
  body,
  ...(files && { files: files.map(file => file.url) }),
  versions: versions?.map(version => version.body),
  retracted,
  orphan,
  from,
  reactions: reactions?.map(each => `${each.from} ${each.emojis.join('')}`).toSorted((one, other) => (one < other ? -1 : 1)),
})

describe.each([
  ['somebody else', you],
  ['mine, from another device', me],
] as const)('a message of %s', (_, from) => {
  const events = (all: readonly Stanza[]): Record<string, (bench: Bench) => Promise<unknown>> => ({
    archive: ({ catchUp }) => catchUp(),
    'scrolling back': ({ context }) => chatAnswers['older-messages'](context, { conversation: you }),
    ...Object.fromEntries(
      all.flatMap(stanza => [
        ...(stanza.from === me ? [] : [[`live ${stanza.id}`, ({ live }: Bench) => live(stanza)] as const]),
        [`carbon ${stanza.id}`, ({ context }: Bench) => context.session.deliver(carbon(stanza))] as const,
      ]),
    ),
  })

  test.each([
    [
      'changed and felt about',
      [base(from), correction(from), reaction(you, '👍'), reaction(me, '❤️')],
      { body: 'hello', versions: ['helo', 'hello'], retracted: undefined },
    ],
    [
      'changed and taken back',
      [base(from), correction(from), retraction(from), reaction(you, '👍'), reaction(me, '❤️')],
      { body: '', versions: undefined, retracted: true },
    ],
    [
      'sharing another file in place of the first',
      [
        said(from, 'm', fileAt('https://up.example.org/cat.jpg')),
        said(from, 'c', `${fileAt('https://up.example.org/dog.jpg')}<replace xmlns='urn:xmpp:message-correct:0' id='m'/>`),
        reaction(you, '👍'),
        reaction(me, '❤️'),
      ],
      { body: '', files: ['https://up.example.org/dog.jpg'], versions: ['', ''], retracted: undefined },
    ],
    [
      'sharing a file and taken back',
      [said(from, 'm', fileAt('https://up.example.org/cat.jpg')), retraction(from), reaction(you, '👍'), reaction(me, '❤️')],
      { body: '', versions: undefined, retracted: true },
    ],
  ])(
    '%s: in every order, again and again, it ends as the same row, unread once at most',
    async (_, all, end) => {
      const paths = events(all)
      // Each thing comes at least once by itself, then whatever else.
      const needed = all.map(stanza => `carbon ${stanza.id}`)
      await fc.assert(
        fc.asyncProperty(
          fc.shuffledSubarray(needed, { minLength: needed.length }),
          fc.array(fc.constantFrom(...Object.keys(paths)), { maxLength: 6 }),
          fc.nat(),
          async (order, more, seed) => {
            const world = bench()
            world.archive.push(...all)
            const steps = [...order]
            more.forEach((step, index) => steps.splice((seed + index * 7) % (steps.length + 1), 0, step))
            for (const step of steps) await paths[step]?.(world)
            const expected = { ...end, orphan: undefined, from, reactions: [`${me} ❤️`, `${you} 👍`] }
            expect((await world.rows()).map(look)).toEqual([expected])
            const [conversation] = await world.db.conversations.toArray()
            expect(conversation).toMatchObject({ preview: end.body, ...(end.retracted && { previewRetracted: true }) })
            expect(conversation?.previewFiles).toEqual('files' in end ? { kind: 'picture', count: 1 } : undefined)
            expect(conversation?.unread).toBeLessThanOrEqual(from === you ? 1 : 0)
            await expectConsistent(world)
            await world.db.delete()
          },
        ),
        RUNS,
      )
    },
    120_000,
  )
})

test('other words for a message that never comes are shown as what they are, the last of them once, and are it when it comes', async () => {
  const world = bench()
  await world.live(correction(you, 'c1', 'hallo'))
  await world.live(correction(you, 'c2', 'hello'))
  expect((await world.rows()).map(({ body, orphan }) => [body, orphan])).toEqual([['hello', true]])
  expect((await world.db.conversations.get(you))?.unread).toBe(1)
  await world.live(base(you))
  expect((await world.rows()).map(look)).toMatchObject([{ body: 'hello', versions: ['helo', 'hallo', 'hello'], orphan: undefined }])
  expect((await world.db.conversations.get(you))?.unread).toBe(1)
  await expectConsistent(world)
})

test.each([
  ['by every path as it comes', ({ live }: Bench, stanza: Stanza) => live(stanza)],
  ['from an archive that knows only seconds', async ({ archive }: Bench, stanza: Stanza) => void archive.push(stanza)],
])('of what is said in the same moment the last holds, %s', async (_, tell) => {
  const world = bench()
  vi.spyOn(Date, 'now').mockReturnValue(Date.UTC(2026, 0, 2))
  const ids = ['z', 'y', 'x', 'd', 'c', 'b', 'a']
  await tell(world, base(you))
  for (const id of ids) await tell(world, correction(you, `c-${id}`, `said ${id}`))
  for (const id of ids) await tell(world, { ...reaction(you, ...(id === 'a' ? ['🎂'] : ['👍'])), id: `e-${id}` })
  await world.catchUp()
  expect((await world.rows()).map(look)).toMatchObject([
    { body: 'said a', versions: ['helo', ...ids.map(id => `said ${id}`)], reactions: [`${you} 🎂`] },
  ])
})

test('some name the words before by their own id', async () => {
  const world = bench()
  await world.live(base(you))
  await world.live(correction(you, 'c1', 'hallo'))
  await world.live(correction(you, 'c2', 'hello', 'c1'))
  expect((await world.rows()).map(({ body }) => body)).toEqual(['hello'])
})

test('words for a message whose id nobody could keep are a message of their own', async () => {
  const world = bench()
  await world.live(correction(you, 'c', 'hello', 'm'.repeat(2000)))
  expect((await world.rows()).map(({ body, orphan }) => [body, orphan])).toEqual([['hello', undefined]])
})

test('nobody changes or takes back what somebody else said', async () => {
  const world = bench()
  await world.context.session.deliver(carbon(base(me)))
  await world.live(retraction(you))
  await world.live(correction(you))
  expect((await world.rows()).map(look)).toMatchObject([
    { body: 'helo', retracted: undefined, from: me },
    // A word of their own, and they took that back.
    { body: '', retracted: true, from: you },
  ])
})

test('what was taken back is nowhere any more, what it was changed to neither, in whatever order that was learned', async () => {
  for (const order of [
    [base(you), correction(you), retraction(you)],
    [correction(you), retraction(you), base(you)],
    [retraction(you), base(you), correction(you)],
    [retraction(you), correction(you)],
  ]) {
    const world = bench()
    for (const stanza of order) await world.live(stanza)
    await world.live(correction(you))
    expect((await world.rows()).map(look)).toMatchObject([{ body: '', retracted: true }])
    expect(JSON.stringify(await Promise.all(world.db.tables.map(table => table.toArray())))).not.toContain('hello')
  }
})

test('a file that was taken back is nowhere any more, nor the one that it was changed to', async () => {
  const [first, other] = ['https://up.example.org/cat.jpg', 'https://up.example.org/dog.jpg']
  const change = said(you, 'c', `${fileAt(other)}<replace xmlns='urn:xmpp:message-correct:0' id='m'/>`)
  for (const order of [
    [said(you, 'm', fileAt(first)), change, retraction(you)],
    [retraction(you), change, said(you, 'm', fileAt(first))],
  ]) {
    const world = bench()
    for (const stanza of order) await world.live(stanza)
    expect((await world.rows()).map(look)).toMatchObject([{ body: '', retracted: true }])
    expect(JSON.stringify(await Promise.all(world.db.tables.map(table => table.toArray())))).not.toContain('up.example.org')
  }
})

test('what was taken back last stays the line of the inbox when older messages are read', async () => {
  const world = bench()
  const first = said(you, 'first', '<body>long ago</body>')
  world.archive.push(first)
  await world.live(base(you))
  await world.live(retraction(you))
  const before = await world.db.conversations.get(you)
  expect(before).toMatchObject({ preview: '', previewRetracted: true })
  await chatAnswers['older-messages'](world.context, { conversation: you })
  expect((await world.rows()).map(({ body }) => body)).toEqual(['long ago', ''])
  expect(await world.db.conversations.get(you)).toMatchObject({ lastOrder: before?.lastOrder, previewRetracted: true })
})

test('what somebody feels is what they said last, and nothing once they took it back', async () => {
  const world = bench()
  await world.live(base(you))
  const feel = (id: string, ...emojis: string[]): Promise<void> => world.live({ ...reaction(you, ...emojis), id })
  await feel('e1', '👍')
  await feel('e2', '👍', '🎉')
  expect((await world.rows())[0]?.reactions).toMatchObject([{ emojis: ['👍', '🎉'] }])
  await feel('e3')
  expect((await world.rows())[0]?.reactions).toBeUndefined()
})

describe('of my own', () => {
  const write = (world: Bench, body: string): Promise<string> => sendMessage(world.db, { me, conversation: you, body, now: 1 })
  const sent = ({ context }: Bench): string[] => context.session.sent.map(stanza => stanza.toString())
  const delivered = async (world: Bench): Promise<void> => {
    await world.drain.run()
    expect(await world.db.outbox.count()).toBe(0)
  }

  test('what nobody has seen yet is changed in place, or simply gone and back again', async () => {
    const world = bench()
    world.context.session.setState({ kind: 'offline', trouble: 'network' } as never)
    const key = await write(world, 'helo')
    expect(await correctMessage(world.db, { me, messageKey: key, body: 'hello', now: 2 })).toBe(true)
    const taken = await retractMessage(world.db, { me, messageKey: key, now: 3, undoMs: 7000 })
    expect(await world.rows()).toEqual([])
    expect(taken && (await undoRetractMessage(world.db, { me, ...taken }))).toBe(true)
    world.context.session.setState({ kind: 'online', resumed: false, catchingUp: false })
    await delivered(world)
    expect(sent(world)).toHaveLength(1)
    expect(sent(world)[0]).toContain('hello')
  })

  test('what was sent is changed once for everybody, shown at once, and its echo is no second change', async () => {
    const world = bench()
    const key = await write(world, 'helo')
    await delivered(world)
    await correctMessage(world.db, { me, messageKey: key, body: 'hello', now: 2 })
    await correctMessage(world.db, { me, messageKey: key, body: 'hello!', now: 3 })
    expect((await world.rows()).map(({ body, change }) => [body, change])).toEqual([['hello!', 'queued']])
    await delivered(world)
    const [, change = ''] = sent(world)
    expect(sent(world)).toHaveLength(2)
    expect(change).toContain(`<replace xmlns="urn:xmpp:message-correct:0" id="${key}"/>`)
    const [effect] = await world.db.effects.toArray()
    await world.context.session.deliver(carbon(correction(me, effect?.originId ?? '', 'hello!', key)))
    expect((await world.rows()).map(look)).toMatchObject([{ body: 'hello!', versions: ['helo', 'hello!'] }])
    expect(await world.db.effects.count()).toBe(1)
  })

  test('other words for an answer and for what passes on a post say again what it answers and which post', async () => {
    const world = bench()
    const reply = { id: 'm', to: you, quote: 'Shall we?' }
    const post = 'pubsub.example.org/garden/one' as PostKey
    const key = await sendMessage(world.db, { me, conversation: you, body: 'Gladyl', reply, post, now: 1 })
    await delivered(world)
    await correctMessage(world.db, { me, messageKey: key, body: 'Gladly', now: 2 })
    await delivered(world)
    const [first = '', change = ''] = sent(world)
    const withoutIds = (stanza: string): string => stanza.replaceAll(/<replace [^>]*>/gu, '').replaceAll(/ id="(?!m")[^"]*"/gu, '')
    expect(withoutIds(change)).toBe(withoutIds(first).replace('Gladyl', 'Gladly'))
    expect(change).toContain('<reply xmlns="urn:xmpp:reply:0"')
    const [effect] = await world.db.effects.toArray()
    const content = change.replace(/^<message[^>]*>/u, '').replace('</message>', '')
    await world.context.session.deliver(carbon(said(me, effect?.originId ?? '', content)))
    expect((await world.rows()).map(look)).toMatchObject([{ body: 'Gladly', versions: ['Gladyl', 'Gladly'] }])
  })

  test('what is taken back keeps its words until the server has it, and nothing that is written meanwhile waits for that', async () => {
    const world = bench()
    const key = await write(world, 'oops')
    await delivered(world)
    const now = world.context.now()
    const taken = await retractMessage(world.db, { me, messageKey: key, now, undoMs: 60_000 })
    expect((await world.rows()).map(({ body, retracted }) => [body, retracted])).toEqual([['oops', true]])
    await write(world, 'another')
    await world.drain.run()
    expect(sent(world)).toHaveLength(2)
    expect(taken && (await undoRetractMessage(world.db, { me, ...taken }))).toBe(true)
    expect((await world.rows())[0]).toMatchObject({ body: 'oops' })
    await retractMessage(world.db, { me, messageKey: key, now: 0, undoMs: 0 })
    await delivered(world)
    expect(sent(world).at(-1)).toContain('urn:xmpp:message-retract:1')
    expect((await world.rows())[0]).toMatchObject({ body: '', retracted: true })
  })

  test('feelings that change before they were told are told once', async () => {
    const world = bench()
    await world.live(base(you))
    const [message] = await world.rows()
    const feel = (emoji: string) => reactToMessage(world.db, { me, messageKey: message?.key ?? '', emoji, now: 2 })
    await feel('👍')
    await feel('🎉')
    await feel('👍')
    await delivered(world)
    expect(sent(world).filter(stanza => stanza.includes('reactions'))).toHaveLength(1)
    expect(sent(world).at(-1)).toContain('<reaction>🎉</reaction>')
    await feel('🎉')
    await delivered(world)
    expect((await world.rows())[0]?.reactions).toBeUndefined()
  })

  test('other words that are still to be sent when the message is taken back are never sent, nor kept', async () => {
    const world = bench()
    const key = await write(world, 'oops')
    await delivered(world)
    await correctMessage(world.db, { me, messageKey: key, body: 'secret', now: 2 })
    await world.context.session.deliver(carbon({ ...said(me, 'r', `<retract xmlns='urn:xmpp:message-retract:1' id='${key}'/>`) }))
    await delivered(world)
    expect(sent(world).join('\n')).not.toContain('secret')
    expect((await world.rows()).map(look)).toMatchObject([{ body: '', retracted: true }])
    expect(JSON.stringify(await world.db.effects.toArray())).not.toContain('secret')
  })

  test('what was felt about a message that nobody got is told to nobody', async () => {
    const world = bench()
    world.context.session.setState({ kind: 'offline', trouble: 'network' } as never)
    const key = await write(world, 'oops')
    await reactToMessage(world.db, { me, messageKey: key, emoji: '👍', now: 2 })
    await retractMessage(world.db, { me, messageKey: key, now: 3, undoMs: 7000 })
    world.context.session.setState({ kind: 'online', resumed: false, catchingUp: false })
    await delivered(world)
    expect(sent(world)).toEqual([])
    expect(await world.db.effects.count()).toBe(0)
  })
})
