import { afterEach, beforeEach, expect, test } from 'vitest'
import { aliasOfSender } from '#model/message-alias.ts'
import { MOST_PINNED } from '#model/message-mark.ts'
import { accountDb } from '#storage/db.ts'
import { pinnedMessages, starredMessages } from '#storage/marks.ts'
import { storeSeenRecord } from '#storage/records.ts'
import type { AccountDb } from '#storage/schema.ts'
import { talkBetween } from '../../tests/support/chat-messages.ts'
import { jid } from '../../tests/support/engines.ts'
import { markMessage, restoreMark, unmarkMessage } from './mark-message.ts'

const [me, ada] = [jid('me@example.org'), jid('ada@example.org')]
const say = talkBetween(me, ada)
let db: AccountDb

beforeEach(() => {
  db = accountDb(`kith:marks-${Math.random()}`)
})
afterEach(() => db.delete())

const told = async () => (await db.outbox.toArray()).map(({ intent }) => intent)
const pinned = async () => (await pinnedMessages(db, me, ada)).map(({ name, message }) => [name, message?.body])

test('pinned and starred are one small record for each message, told once, and gone when it is neither', async () => {
  const message = say(0, 'The key is under the mat', false)
  await db.messages.add(message)
  expect(await markMessage(db, { message, as: 'pinned', on: true, now: 1 })).toEqual({ was: false })
  await markMessage(db, { message, as: 'starred', on: true, now: 2 })
  expect(await db.records.toArray()).toMatchObject([
    { key: 'mark:ada@example.org/id-0', value: { from: ada, archiveId: message.archiveId, pinned: 1, starred: 2 } },
  ])
  expect(JSON.stringify(await db.records.toArray())).not.toContain('mat')
  expect(await told()).toEqual([{ kind: 'tell-record', recordKey: 'mark:ada@example.org/id-0' }])
  expect(await pinned()).toEqual([['id-0', 'The key is under the mat']])
  await markMessage(db, { message, as: 'pinned', on: false, now: 3 })
  expect(await pinned()).toEqual([])
  const before = await unmarkMessage(db, 'ada@example.org/id-0', 'starred', 4)
  expect(await db.records.toArray()).toMatchObject([{ value: null }])
  expect(before && (await restoreMark(db, 'ada@example.org/id-0', before, 5))).toBe(true)
  expect(await starredMessages(db, me)).toHaveLength(1)
})

test('what another device marked is found when its message comes, and leaves with its words', async () => {
  const mark = { from: ada, sentAt: 1, pinned: 5, starred: null }
  await storeSeenRecord(db, { key: 'mark:ada@example.org/id-0', kind: 'mark', id: 'ada@example.org/id-0', value: mark, changedAt: 1 })
  expect(await pinned()).toEqual([['id-0', undefined]])
  const message = say(0, 'here', false)
  await db.messages.add({ ...message, aliases: [aliasOfSender(ada, ada, 'id-0')] })
  expect(await pinned()).toEqual([['id-0', 'here']])
  await db.messages.put({ ...message, body: '', retracted: true })
  expect(await pinned()).toEqual([])
})

test('a conversation has no more of them than anybody looks through, and another one is not held up by that', async () => {
  for (let minute = 0; minute < MOST_PINNED; minute += 1)
    await markMessage(db, { message: say(minute, 'x', false), as: 'pinned', on: true, now: minute })
  expect(await markMessage(db, { message: say(99, 'x', false), as: 'pinned', on: true, now: 99 })).toBe('full')
  expect(await markMessage(db, { message: say(99, 'x', false), as: 'starred', on: true, now: 99 })).toEqual({ was: false })
  const elsewhere = talkBetween(me, jid('ada@example.org.uk'))(0, 'x', false)
  expect(await markMessage(db, { message: elsewhere, as: 'pinned', on: true, now: 99 })).toEqual({ was: false })
})
