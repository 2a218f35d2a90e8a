import { afterEach, beforeEach, expect, test } from 'vitest'
import { newConversation } from '#model/conversation.ts'
import type { Message } from '#model/message.ts'
import { type BareJid, parseBareJid } from '#shared/jid.ts'
import { inboxKeys, noteMessages, repairConversations } from '#storage/conversations.ts'
import { dueRows } from '#storage/outbox.ts'
import { putConversation } from '#storage/put-conversation.ts'
import { accountDb } from '#storage/db.ts'
import { dropSeenRecord, storeSeenRecord } from '#storage/records.ts'
import type { AccountDb } from '#storage/schema.ts'
import { unreadToShow } from '#storage/unread-to-show.ts'
import { markRead } from './mark-read.ts'
import { sendMessage } from './send-message.ts'
import { setChat } from './set-chat.ts'
import { startConversation } from './start-conversation.ts'
import { undoMarkRead } from './undo-mark-read.ts'

const [ada, ben, cleo] = ['ada', 'ben', 'cleo'].map(local => parseBareJid(`${local}@example.org`)) as [BareJid, BareJid, BareJid]
const [dora, me] = ['dora', 'me'].map(local => parseBareJid(`${local}@example.org`)) as [BareJid, BareJid]
const NOON = Date.UTC(2026, 0, 1, 12)

let db: AccountDb
beforeEach(async () => {
  db = accountDb(`kith:set-chat-${Math.random()}`)
  for (const jid of [ada, ben, cleo, dora]) await db.contacts.put({ jid, name: '', subscription: 'both', ask: false, groups: [] })
  for (const [index, jid] of [ada, ben, cleo].entries()) await putConversation(db, newConversation(jid, NOON + index))
})
afterEach(() => db.delete())

/** Somebody writes, a minute after the other. */
async function hear(from: BareJid, minute: number): Promise<void> {
  const at = NOON + minute * 60_000
  const message: Message = {
    key: `${from} ${minute}`,
    conversation: from,
    direction: 'in',
    from,
    body: `minute ${minute}`,
    order: at,
    sentAt: at,
    state: 'received',
    failure: null,
    originId: null,
    archiveId: null,
    aliases: [],
    wantsReceipt: false,
    markable: false,
  }
  await db.transaction('rw', db.tables, async () => {
    await db.messages.add(message)
    await noteMessages(db, [message], 'unread')
  })
}
const at = (minute: number): number => NOON + minute * 60_000
const set = (conversation: BareJid, change: Parameters<typeof setChat>[1]['change'], minute: number) =>
  setChat(db, { conversation, change, now: at(minute) })

test('pinned ones stand first, whoever writes', async () => {
  expect(await inboxKeys(db, 10)).toEqual([cleo, ben, ada])
  await set(ada, { pinned: true }, 1)
  await hear(ben, 2)
  expect(await inboxKeys(db, 10)).toEqual([ada, ben, cleo])
  await set(ada, { pinned: false }, 3)
  expect(await inboxKeys(db, 10)).toEqual([ben, cleo, ada])
})

test('what was put away is brought back by a new message, by writing there, and by starting it again', async () => {
  await hear(ada, 1)
  const ways: [number, () => Promise<unknown>][] = [
    [10, () => hear(ada, 12)],
    [20, () => sendMessage(db, { me, conversation: ada, body: 'hello', now: at(22) })],
    [30, () => startConversation(db, { jid: ada, now: at(32) })],
  ]
  for (const [minute, bringBack] of ways) {
    await set(ada, { archived: true }, minute)
    expect([await inboxKeys(db, 10), await inboxKeys(db, 10, 1)]).toEqual([[cleo, ben], [ada]])
    await bringBack()
    expect([await inboxKeys(db, 10), await inboxKeys(db, 10, 1)]).toEqual([[ada, cleo, ben], []])
  }
})

test('muted it stays where it was put away and does not count, until then', async () => {
  await set(ada, { archived: true, mutedUntil: at(60) }, 1)
  await hear(ada, 10)
  await hear(ben, 11)
  expect(await inboxKeys(db, 10, 1)).toEqual([ada])
  expect([await unreadToShow(db, me, at(12)), await unreadToShow(db, me, at(61))]).toEqual([1, 2])
  await repairConversations(db)
  expect(await inboxKeys(db, 10, 1)).toEqual([ada])
  await hear(ada, 70)
  expect(await inboxKeys(db, 10, 1)).toEqual([])
})

test('one that never rings is as one that is muted for good, and rings again when that is wanted', async () => {
  await set(ada, { archived: true, notify: 'never' }, 1)
  await hear(ada, 10)
  await hear(ben, 11)
  expect([await inboxKeys(db, 10, 1), await unreadToShow(db, me, at(12))]).toEqual([[ada], 1])
  await set(ada, { archived: false, notify: 'always' }, 13)
  expect([await inboxKeys(db, 10, 1), await unreadToShow(db, me, at(14))]).toEqual([[], 2])
  expect((await db.records.get(`chat:${ada}`))?.value).toBeNull()
})

test('of one that rings only for what concerns me, that counts: an answer, and what names me by my address', async () => {
  await set(ada, { notify: 'on-mention' }, 1)
  for (const minute of [2, 3, 4]) await hear(ada, minute)
  expect(await unreadToShow(db, me, at(5))).toBe(0)
  await db.messages.update(`${ada} 3`, { reply: { id: 'x', to: me, quote: '' } })
  await db.messages.update(`${ada} 4`, { body: `Ask xmpp:${me} for it` })
  expect(await unreadToShow(db, me, at(5))).toBe(2)
})

test('a clock that is slow puts away all the same', async () => {
  await hear(ada, 30)
  await set(ada, { archived: true }, 5)
  expect(await inboxKeys(db, 10, 1)).toEqual([ada])
})

test('how it was before is what undoing takes it to, and nothing is kept of it', async () => {
  const before = await set(ada, { archived: true, pinned: false }, 1)
  expect(before).toEqual({ pinned: false, archived: false, mutedUntil: null, notify: 'always' })
  await set(ada, before, 2)
  expect([await inboxKeys(db, 10, 1), (await db.records.get(`chat:${ada}`))?.value]).toEqual([[], null])
})

test('what another device wants holds here, also for a conversation that comes later, and is gone with its record', async () => {
  const seen = (jid: BareJid) => ({
    key: `chat:${jid}`,
    kind: 'chat' as const,
    id: jid,
    value: { pinned: true, archived: false, mutedUntil: at(60) },
    changedAt: at(1),
  })
  for (const jid of [ada, dora]) await storeSeenRecord(db, seen(jid))
  await hear(dora, 2)
  expect(await inboxKeys(db, 10)).toEqual([dora, ada, cleo, ben])
  expect(await db.conversations.get(dora)).toMatchObject({ pinned: 1, mutedUntil: at(60), unread: 1 })
  await dropSeenRecord(db, `chat:${dora}`)
  expect(await db.conversations.get(dora)).toMatchObject({ pinned: 0, unread: 1 })
})

test('marked as read from outside it can be taken back until the other side is told, and holds up nothing that is written meanwhile', async () => {
  for (const minute of [1, 2]) await hear(ada, minute)
  const marked = await markRead(db, { conversation: ada, now: at(3), undoMs: 7_000 })
  expect([await unreadToShow(db, me, at(3)), marked?.order]).toEqual([0, at(2)])
  await sendMessage(db, { me, conversation: ben, body: 'meanwhile', now: at(3) })
  const due = (await dueRows(db, at(3))).lanes.flat().map(({ intent }) => intent.kind)
  expect(due).toEqual(['send-message'])
  if (!marked) throw new Error('nothing was unread')
  expect(await undoMarkRead(db, marked)).toBe(true)
  expect((await db.conversations.get(ada))?.unread).toBe(2)
  expect((await db.outbox.toArray()).map(({ intent }) => intent.kind)).not.toContain('mark-read')
  expect(await undoMarkRead(db, marked)).toBe(false)
})
