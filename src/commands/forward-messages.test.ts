import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Message } from '#model/message.ts'
import { noteMessages } from '#storage/conversations.ts'
import { accountDb } from '#storage/db.ts'
import { markOnWire } from '#storage/outbox.ts'
import type { AccountDb } from '#storage/schema.ts'
import { talkBetween } from '../../tests/support/chat-messages.ts'
import { jid } from '../../tests/support/engines.ts'
import { forwardMessages, undoForward } from './forward-messages.ts'
import { sendMessage } from './send-message.ts'

const [me, ada, bob] = [jid('me@example.org'), jid('ada@example.org'), jid('bob@example.org')]
const say = talkBetween(me, ada)
let db: AccountDb

beforeEach(() => {
  db = accountDb(`kith:forward-${Math.random()}`)
})
afterEach(() => db.delete())

async function forward(messages: Message[], to = [bob]): Promise<string[] | undefined> {
  await db.messages.bulkPut(messages)
  return await forwardMessages(db, { me, keys: messages.map(({ key }) => key).toReversed(), to, now: 100, undoMs: 7000 })
}
const written = async (conversation = bob) => (await db.messages.where({ conversation }).sortBy('order')).map(({ body }) => body)

test('words of others are a quotation under the name that they go by themselves, mine are simply mine, in the order in which they were said', async () => {
  await db.profiles.put({ jid: ada, name: 'Ada Lovelace', note: '', fetchedAt: 1 } as never)
  await db.contacts.put({ jid: ada, name: 'the boss', subscription: 'both', ask: false, groups: [] })
  await forward([say(0, 'One\ntwo', false), say(1, 'three', true), say(2, '/me waves', false)], [bob, ada])
  const all = ['Ada Lovelace:\n> One\n> two', 'three', '> Ada Lovelace waves']
  expect(await written()).toEqual(all)
  expect((await written(ada)).slice(-3)).toEqual(all)
})

test('files go by the address where they are; what is only here, or was taken back, does not go', async () => {
  const file = { url: 'https://up.example/a.png', mediaType: 'image/png', title: 'a.png', alt: '', bytes: 1, width: 1, height: 1 }
  const links = [{ url: 'https://example.org/', title: 'Page', description: '' }]
  await forward([
    say(0, '', false, { files: [file] }),
    say(1, 'see https://example.org/', false, { links }),
    say(2, '', true, { files: [{ ...file, url: 'upload:x' }] }),
    say(3, '', false, { retracted: true }),
  ])
  const rows = await db.messages.where({ conversation: bob }).sortBy('order')
  expect(rows).toMatchObject([
    { body: '', files: [file], state: 'queued', from: me },
    { body: 'ada@example.org:\n> see https://example.org/', links },
  ])
  expect(await forwardMessages(db, { me, keys: ['m3'], to: [bob], now: 1, undoMs: 1 })).toBeUndefined()
})

test('they wait a moment in a lane of their own, and undoing leaves nothing of them; what has gone is taken back', async () => {
  const keys = (await forward([say(0, 'One', false), say(1, 'two', false)])) ?? []
  const rows = await db.outbox.toArray()
  expect(rows).toMatchObject(keys.map(() => ({ lane: `forward:${bob}`, notBefore: 7100 })))
  await markOnWire(db, rows[0] ?? expect.fail())
  expect(await undoForward(db, { me, keys, now: 200 })).toBe(true)
  expect(await db.messages.where({ conversation: bob }).toArray()).toMatchObject([{ key: keys[0], retracted: true }])
  expect((await db.outbox.toArray()).map(({ intent }) => intent.kind)).toEqual(['send-message', 'send-effect'])
})

test('who passes something on has not read what waits there; who writes there has', async () => {
  const waiting = talkBetween(me, bob)(0, 'are you there?', false, { key: 'b0', order: 1 })
  await db.messages.put(waiting)
  await db.transaction('rw', [db.messages, db.conversations, db.settings, db.contacts, db.records], async () =>
    noteMessages(db, [waiting], 'unread'),
  )
  await forward([say(0, 'look', true)])
  expect(await db.conversations.get(bob)).toMatchObject({ unread: 1 })
  await sendMessage(db, { me, conversation: bob, body: 'yes', now: 200 })
  expect(await db.conversations.get(bob)).toMatchObject({ unread: 0 })
})
