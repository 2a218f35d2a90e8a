import { afterEach, beforeEach, expect, test } from 'vitest'
import { type BareJid, parseBareJid } from '#shared/jid.ts'
import { accountDb } from './db.ts'
import { messageOfDay } from './message-of-day.ts'
import type { AccountDb } from './schema.ts'

const [me, ada, ben] = ['me', 'ada', 'ben'].map(local => parseBareJid(`${local}@example.org`)) as [BareJid, BareJid, BareJid]
const at = (day: number, hour: number): number => new Date(2026, 2, day, hour).getTime()

let db: AccountDb
beforeEach(async () => {
  db = accountDb(`kith:message-of-day-${Math.random()}`)
  const say = (key: string, order: number, sentAt = order, conversation = ada) => ({ key, conversation, order, sentAt, aliases: [] })
  await db.messages.bulkPut([
    say('first', at(3, 23)),
    say('morning', at(4, 0)),
    say('evening', at(4, 20)),
    say('ben', at(5, 0), at(5, 0), ben),
    // Written offline the day before and sent on that day.
    say('waited', at(8, 9), at(7, 22)),
    say('last', at(8, 10)),
  ] as never)
})
afterEach(() => db.delete())

const find = (day: string, complete = true) => messageOfDay(db, { conversation: ada, day, complete })

test.each([
  ['2026-03-03', 'first', true],
  ['2026-03-04', 'morning', true],
  ['2026-03-05', 'waited', false],
  ['2026-03-07', 'waited', true],
  ['2026-03-08', 'last', true],
  ['2026-03-01', 'first', false],
])('of %s the first is %s', async (day, key, isThatDay) => {
  expect(await find(day)).toMatchObject({ place: { key }, isThatDay, isUnsure: false })
})

test('after the last one there is nothing, and no such day is no day', async () => {
  expect(await find('2026-03-09')).toEqual({ place: null, isThatDay: false, isUnsure: false })
  expect(await find('2026-02-30')).toBeUndefined()
})

test('a day before what is here may be in the archive, unless that has nothing older', async () => {
  expect(await find('2026-03-01', false)).toMatchObject({ place: { key: 'first' }, isUnsure: true })
  expect(await find('2026-03-04', false)).toMatchObject({ isUnsure: false })
})

test('a hole between that day and what was found leaves it open', async () => {
  await db.archiveGaps.add({ archive: me, olderId: 'a', newerId: 'b', olderOrder: at(4, 20), newerOrder: at(8, 9) })
  expect(await find('2026-03-06')).toMatchObject({ place: { key: 'waited' }, isThatDay: false, isUnsure: true })
  expect(await find('2026-03-04')).toMatchObject({ place: { key: 'morning' }, isUnsure: false })
})
