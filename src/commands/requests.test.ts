import { afterEach, beforeEach, expect, test } from 'vitest'
import { type BareJid, parseBareJid } from '#shared/jid.ts'
import { inboxKeys, noteMessages } from '#storage/conversations.ts'
import { accountDb } from '#storage/db.ts'
import { storeSeenRecord } from '#storage/records.ts'
import type { AccountDb } from '#storage/schema.ts'
import { noteContacts } from '#storage/strangers.ts'
import { unreadToShow } from '#storage/unread-to-show.ts'
import { deleteConversation, undoDeleteConversation } from './delete-conversation.ts'
import { sendMessage } from './send-message.ts'
import { setChat } from './set-chat.ts'
import { startConversation } from './start-conversation.ts'

const [ada, eve, me] = ['ada', 'eve', 'me'].map(local => parseBareJid(`${local}@example.org`)) as [BareJid, BareJid, BareJid]
const now = Date.UTC(2026, 0, 1)
const contact = (jid: BareJid) => ({ jid, name: '', subscription: 'both' as const, ask: false, groups: [] })

let db: AccountDb
beforeEach(async () => {
  db = accountDb(`kith:requests-${Math.random()}`)
  await db.contacts.put(contact(ada))
})
afterEach(() => db.delete())

async function hear(from: BareJid, minute = 0): Promise<void> {
  const at = now + minute * 60_000
  const message = {
    key: `${from} ${minute}`,
    conversation: from,
    direction: 'in',
    from,
    body: 'hi',
    order: at,
    sentAt: at,
    state: 'received',
  }
  await db.transaction('rw', db.tables, async () => {
    await db.messages.put({ ...message, aliases: [], failure: null } as never)
    await noteMessages(db, [message as never], 'unread')
  })
}

const lists = async () => ({ inbox: await inboxKeys(db, 9), requests: await inboxKeys(db, 9, 2), unread: await unreadToShow(db, me, now) })

test('who is no contact and had no answer stands apart and does not count; a contact is never there', async () => {
  await hear(eve)
  await hear(ada, 1)
  await hear(eve, 2)
  expect(await lists()).toEqual({ inbox: [ada], requests: [eve], unread: 1 })
})

const ways: [string, () => Promise<unknown>][] = [
  ['accepting it', () => setChat(db, { conversation: eve, change: { accepted: true }, now })],
  ['accepting it on another device', () => accepted()],
  ['writing back', () => sendMessage(db, { me, conversation: eve, body: 'hello', now })],
  ['beginning it oneself', () => startConversation(db, { jid: eve, now })],
  ['making them a contact', () => db.contacts.put(contact(eve)).then(() => noteContacts(db, [eve]))],
]

async function accepted(): Promise<void> {
  const value = { pinned: false, archived: false, mutedUntil: null, accepted: true }
  await storeSeenRecord(db, { key: `chat:${eve}`, kind: 'chat', id: eve, value, changedAt: now })
}

test.each(ways)('%s brings it into the inbox, where it counts and stays', async (_, accept) => {
  await hear(eve)
  await accept()
  expect(await lists()).toMatchObject({ inbox: [eve], requests: [] })
  await hear(eve, 5)
  expect(await lists()).toEqual({ inbox: [eve], requests: [], unread: expect.any(Number) })
  expect((await lists()).unread).toBeGreaterThan(0)
})

test('what was accepted elsewhere is in the inbox from its first message on', async () => {
  await accepted()
  await hear(eve)
  expect(await lists()).toEqual({ inbox: [eve], requests: [], unread: 1 })
})

test('no contact any more and never answered, it goes to the requests; answered, it stays', async () => {
  await hear(ada)
  await db.contacts.delete(ada)
  await noteContacts(db, [ada])
  expect(await lists()).toEqual({ inbox: [], requests: [ada], unread: 0 })
  await sendMessage(db, { me, conversation: ada, body: 'hello', now: now + 1 })
  await noteContacts(db, [ada])
  expect(await lists()).toMatchObject({ inbox: [ada], requests: [] })
})

test('deleted, it is off the device, and undoing brings all of it back', async () => {
  await hear(eve)
  await hear(eve, 1)
  const deleted = await deleteConversation(db, eve)
  expect([await lists(), await db.messages.count()]).toEqual([{ inbox: [], requests: [], unread: 0 }, 0])
  expect(deleted && (await undoDeleteConversation(db, deleted))).toBe(true)
  expect([(await lists()).requests, await db.messages.count()]).toEqual([[eve], 2])
  await deleteConversation(db, eve)
  await hear(eve, 7)
  expect(deleted && (await undoDeleteConversation(db, deleted))).toBe(false)
})
