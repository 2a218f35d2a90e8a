import { afterEach, beforeEach, expect, test } from 'vitest'
import { jid } from '../../tests/support/screen.tsx'
import { node } from '../../tests/support/posts.ts'
import { MOST_NODES } from '#model/record.ts'
import { accountDb } from '#storage/db.ts'
import { readerLists, recordValue } from '#storage/records.ts'
import type { AccountDb } from '#storage/schema.ts'
import { changeList } from './change-list.ts'
import { deleteList } from './delete-list.ts'
import { setRecord } from './set-record.ts'
import { undoDeleteList } from './undo-delete-list.ts'

const pubsub = jid('pubsub.example.org')
const key = (name: string) => node(pubsub, name).key
const NOW = 1_700_000_000_000
let db: AccountDb
beforeEach(() => {
  db = accountDb(`kith:lists-${Math.random()}`)
})
afterEach(() => db.delete())

const waiting = async () =>
  (await db.outbox.toArray()).map(({ intent, notBefore }) => [(intent as { recordKey?: string }).recordKey, notBefore])

test('a list is made, renamed and filled, and a change leaves what another device did to the rest', async () => {
  await changeList(db, { id: 'a', name: 'Harbour', add: [key('boats')], now: NOW })
  await changeList(db, { id: 'a', add: [key('tides'), key('boats')], now: NOW + 1 })
  await changeList(db, { id: 'a', name: 'Sea', remove: [key('boats')], now: NOW + 2 })
  expect(await readerLists(db)).toEqual([{ id: 'a', name: 'Sea', nodes: [key('tides')] }])
  expect(await waiting()).toEqual([['list:a', 0]])
})

test('what was deleted elsewhere is not made again by putting something in it', async () => {
  await changeList(db, { id: 'gone', add: [key('boats')], now: NOW })
  expect(await readerLists(db)).toEqual([])
})

test('a list takes no more than the other devices would take', async () => {
  const many = Array.from({ length: MOST_NODES + 1 }, (_, index) => key(`n${index}`))
  await expect(changeList(db, { id: 'a', name: 'Too many', add: many, now: NOW })).rejects.toMatchObject({ kind: 'malformed' })
})

test('a deleted list goes with its settings and position, is told after the time for second thoughts, and comes back whole', async () => {
  const view = { reposts: false, replies: true }
  const position = { postKey: 'a/b/c' as never, sortAt: 5, offset: 1 }
  await changeList(db, { id: 'a', name: 'Harbour', add: [key('boats')], now: NOW })
  await setRecord(db, { kind: 'view', id: 'list:a', value: view, now: NOW })
  await setRecord(db, { kind: 'position', id: 'list:a', value: position, now: NOW })
  await setRecord(db, { kind: 'view', id: 'all', value: view, now: NOW })
  const deleted = await deleteList(db, { id: 'a', now: NOW + 10, undoMs: 7 })
  expect(await readerLists(db)).toEqual([])
  expect(await recordValue(db, 'view', 'list:a')).toBeUndefined()
  expect(await recordValue(db, 'position', 'list:a')).toBeUndefined()
  expect(await recordValue(db, 'view', 'all')).toEqual(view)
  const away = NOW + 17
  expect(new Map((await waiting()) as [string, number][])).toEqual(
    new Map([
      ['view:all', 0],
      ['list:a', away],
      ['view:list:a', away],
      ['position:list:a', away],
    ]),
  )
  if (!deleted) throw new Error('nothing was deleted')
  await undoDeleteList(db, deleted, NOW + 12)
  expect(await readerLists(db)).toEqual([{ id: 'a', name: 'Harbour', nodes: [key('boats')] }])
  expect(await recordValue(db, 'view', 'list:a')).toEqual(view)
  expect(await recordValue(db, 'position', 'list:a')).toEqual(position)
  expect((await waiting()).every(([, notBefore]) => notBefore === 0)).toBe(true)
  expect(await deleteList(db, { id: 'b', now: NOW })).toBeUndefined()
})
