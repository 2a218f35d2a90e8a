/** Conversations and Dino know a corrected message by the id of its last words: what they tell of it names those. */
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { fakeContext, fakeSession } from '../../tests/support/fake-session.ts'
import { discardMessage } from '#commands/discard-message.ts'
import { sendMessage } from '#commands/send-message.ts'
import type { SeenMessage } from '#model/merge-message.ts'
import { KithError } from '#shared/errors.ts'
import { type BareJid, parseBareJid } from '#shared/jid.ts'
import { noteDisplayed } from '#storage/displayed.ts'
import { accountDb } from '#storage/db.ts'
import { refuseRow } from '#storage/outbox.ts'
import type { AccountDb } from '#storage/schema.ts'
import { attachChat } from './receive/on-message.ts'
import { type PlacedResult, storeArchivePage } from './store-archive-page.ts'

const me = parseBareJid('me@example.org') as BareJid
const you = parseBareJid('you@example.org') as BareJid
const gateway = parseBareJid('sms.example.org') as BareJid
const DAY_MS = 86_400_000
/** The same orders every time. */
const RUNS = { seed: 20_261_126, numRuns: 24 }

const open: AccountDb[] = []
afterEach(async () => {
  for (const db of open.splice(0)) await db.delete()
})

async function bench() {
  const db = accountDb(`kith:names-${Math.random()}`)
  open.push(db)
  await db.contacts.put({ jid: you, name: '', subscription: 'both', ask: false, groups: [] })
  const context = fakeContext(
    db,
    fakeSession(me, async () => {
      throw new KithError('not-found', 'nothing here')
    }),
  )
  attachChat(context)
  return { db, context, deliver: (stanza: string): Promise<void> => context.session.deliver(stanza) }
}

const message = (from: BareJid, id: string, content: string): string =>
  `<message xmlns='jabber:client' from='${from}' to='${from === me ? you : me}' type='chat' id='${id}'><stanza-id xmlns='urn:xmpp:sid:0' by='${me}' id='a-${id}'/>${content}</message>`
/** As a copy of what another device of mine sent. */
const sent = (id: string, content: string): string =>
  `<message xmlns='jabber:client' from='${me}' to='${me}/here' type='chat'><sent xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>${message(me, id, content)}</forwarded></sent></message>`
const words = (body: string): string => `<body>${body}</body>`
const instead = (body: string, of: string): string => `${words(body)}<replace xmlns='urn:xmpp:message-correct:0' id='${of}'/>`
const displayed = (id: string): string => `<displayed xmlns='urn:xmpp:chat-markers:0' id='${id}'/>`
const felt = (id: string, emoji: string): string =>
  `<reactions xmlns='urn:xmpp:reactions:0' id='${id}'><reaction>${emoji}</reaction></reactions>`

test('a marker for the other words of mine means the message, in whatever order all of it comes', async () => {
  const stanzas = [sent('m', words('helo')), sent('c', instead('hello', 'm')), message(you, 'd', displayed('c'))]
  const { db, deliver } = await bench()
  for (const stanza of stanzas) await deliver(stanza)
  expect(await db.messages.toArray()).toMatchObject([{ body: 'hello', state: 'read' }])
})

test('what another device of mine read by the other words of somebody is read here', async () => {
  const { db, deliver } = await bench()
  await deliver(message(you, 'm', words('helo')))
  await deliver(message(you, 'c', instead('hello', 'm')))
  expect(await db.conversations.get(you)).toMatchObject({ unread: 1 })
  await deliver(sent('d', displayed('c')))
  expect(await db.conversations.get(you)).toMatchObject({ unread: 0 })
})

test('so it is where the node says so, before the other words come or after', async () => {
  const mark = ({ context }: Awaited<ReturnType<typeof bench>>): Promise<void> =>
    context.inbox.commit(db => noteDisplayed(db, me, { conversation: you, archiveId: 'a-c', heardAt: 1 }))
  const first = await bench()
  await first.deliver(message(you, 'm', words('helo')))
  await mark(first)
  expect(await first.db.conversations.get(you)).toMatchObject({ unread: 1 })
  await first.deliver(message(you, 'c', instead('hello', 'm')))
  expect(await first.db.conversations.get(you)).toMatchObject({ unread: 0 })
  const later = await bench()
  for (const stanza of [message(you, 'm', words('helo')), message(you, 'c', instead('hello', 'm'))]) await later.deliver(stanza)
  await mark(later)
  expect(await later.db.conversations.get(you)).toMatchObject({ unread: 0 })
})

test('what one side feels about the other words of the other is felt about the message, in every order', async () => {
  const stanzas = [message(you, 'm', words('helo')), message(you, 'c', instead('hello', 'm')), sent('e', felt('c', '🐟'))]
  const orders = fc.shuffledSubarray(stanzas, { minLength: stanzas.length })
  await fc.assert(
    fc.asyncProperty(orders, async order => {
      const { db, deliver } = await bench()
      for (const stanza of order) await deliver(stanza)
      expect(await db.messages.toArray()).toMatchObject([{ body: 'hello', reactions: [{ from: me, emojis: ['🐟'] }] }])
    }),
    RUNS,
  )
})

test('a gateway without a name before its domain is heard live as it is in the archive', async () => {
  const { db, deliver } = await bench()
  await deliver(message(gateway, 'g', words('Your number is registered')))
  expect(await db.messages.toArray()).toMatchObject([{ conversation: gateway, body: 'Your number is registered' }])
})

test('the list of conversations says that a message was refused', async () => {
  const { db } = await bench()
  await sendMessage(db, { me, conversation: you, body: 'too long', now: 1 })
  const [row] = await db.outbox.toArray()
  if (!row) throw new Error('nothing to send')
  await refuseRow(db, row, { kind: 'too-large', message: 'no', condition: null })
  expect(await db.conversations.get(you)).toMatchObject({ previewState: 'failed' })
})

test('an id that is used again the next day is another message, which says what it says', async () => {
  const { db, deliver } = await bench()
  await deliver(message(you, 'aab0a', words('yesterdy')))
  await deliver(message(you, 'aab0b', instead('yesterday', 'aab0a')))
  await db.messages.toCollection().modify(row => void (row.order -= DAY_MS))
  await db.effects.toCollection().modify(row => void (row.stampAt -= DAY_MS))
  await deliver(message(you, 'aab0a', words('today')).replace("id='a-aab0a'", "id='a-2'"))
  expect((await db.messages.orderBy('order').toArray()).map(({ body }) => body)).toEqual(['yesterday', 'today'])
})

test('what is felt last holds, also when something from before comes once more, and not every change of mind is kept', async () => {
  const { db, deliver } = await bench()
  await deliver(message(you, 'm', words('helo')))
  for (let index = 0; index < 30; index += 1) await deliver(message(you, `e${index}`, felt('m', index % 2 ? '🐟' : '🐢')))
  await deliver(message(you, 'e28', felt('m', '🐢')))
  expect(await db.messages.toArray()).toMatchObject([{ reactions: [{ from: you, emojis: ['🐟'] }] }])
  expect(await db.effects.count()).toBe(20)
})

test('a message that came back and was given up is not brought again by the archive; one that stays is', async () => {
  const { db, context } = await bench()
  const archived = (originId: string, archiveId: string): PlacedResult => {
    const seen: SeenMessage = {
      conversation: you,
      direction: 'out',
      from: me,
      body: originId,
      stampAt: 1,
      sentAt: 1,
      fromArchive: true,
      originId,
      stanzaId: null,
      archive: me,
      archiveId,
      wantsReceipt: true,
      markable: true,
    }
    return { archiveId, stampAt: 1, seen, effect: null, acknowledgement: null }
  }
  const key = await sendMessage(db, { me, conversation: you, body: 'to a wrong address', now: 1 })
  await db.messages.update(key, { state: 'failed', bounced: true })
  await discardMessage(db, key)
  const place = { account: me, floor: -Infinity, ceiling: Infinity, as: 'read' } as const
  await context.inbox.commit(async () => void (await storeArchivePage(db, [archived(key, '1'), archived('another', '2')], place)))
  expect((await db.messages.toArray()).map(({ body }) => body)).toEqual(['another'])
})
