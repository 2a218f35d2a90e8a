import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Signal } from '#bridge/contract.ts'
import { accountDb } from '#storage/db.ts'
import type { AccountDb } from '#storage/schema.ts'
import { createInbox } from './inbox.ts'

let db: AccountDb
const signals: Signal[] = []

beforeEach(() => {
  db = accountDb(`kith:inbox-${Math.random()}`)
  signals.length = 0
})
afterEach(() => db.delete())

const put = (key: string) => async (db: AccountDb) => {
  await db.settings.put({ key, value: key })
}

test('a burst is one transaction: its changes see each other and appear together', async () => {
  const inbox = createInbox(db, signal => signals.push(signal))
  let transactions = 0
  db.on('ready', () => undefined)
  const original = db.transaction.bind(db)
  db.transaction = ((...args: Parameters<typeof original>) => {
    transactions += 1
    return original(...args)
  }) as typeof db.transaction
  const seen = await Promise.all([
    inbox.commit(put('a')),
    inbox.commit(put('b')),
    inbox.commit(async db => (await db.settings.get('a'))?.value),
  ])
  expect(seen[2]).toBe('a')
  expect(transactions).toBe(1)
})

test('one bad change in a burst does not take its neighbours along, and only its own caller hears of it', async () => {
  const inbox = createInbox(db, signal => signals.push(signal))
  const bad = inbox.commit(async () => {
    throw new TypeError('broken')
  })
  const results = await Promise.allSettled([inbox.commit(put('before')), bad, inbox.commit(put('after'))])
  expect(results.map(result => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(await db.settings.get('after')).toBeDefined()
  expect(signals).toEqual([])
})

test('a half-done change leaves nothing behind', async () => {
  const inbox = createInbox(db, signal => signals.push(signal))
  const half = inbox.commit(async db => {
    await db.settings.put({ key: 'half', value: 1 })
    throw new TypeError('after the first write')
  })
  await expect(half).rejects.toThrow('after the first write')
  expect(await db.settings.get('half')).toBeUndefined()
})

/** Finds no room until it is told that there is some. */
function noRoom(): { change: (db: AccountDb) => Promise<void>; free: () => void } {
  let isFull = true
  return {
    change: async db => {
      await db.settings.put({ key: 'large', value: isFull })
      if (isFull) throw new DOMException('full', 'QuotaExceededError')
    },
    free: () => (isFull = false),
  }
}

const degraded = (): unknown[] => signals.map(signal => signal.kind === 'storage' && signal.degraded)

test('a full disk is told once and holds up what comes behind; with room again all of it is stored, and that is told', async () => {
  const inbox = createInbox(db, signal => signals.push(signal))
  const large = noRoom()
  const stored: string[] = []
  const all = [inbox.commit(large.change).then(() => stored.push('large')), inbox.commit(put('small')).then(() => stored.push('small'))]
  await vi.waitFor(() => expect(degraded()).toEqual([true]))
  expect(await db.settings.toArray()).toEqual([])
  large.free()
  await Promise.all(all)
  expect(stored).toEqual(['large', 'small'])
  expect(degraded()).toEqual([true, false])
})

test('stopped while the disk is full, nothing is stored behind what found no room', async () => {
  const inbox = createInbox(db, signal => signals.push(signal))
  const all = [inbox.commit(noRoom().change), inbox.commit(put('small'))]
  await vi.waitFor(() => expect(degraded()).toEqual([true]))
  inbox.stop()
  expect((await Promise.allSettled(all)).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(await db.settings.toArray()).toEqual([])
})

test('a database that was closed is not waited for', async () => {
  const inbox = createInbox(db, signal => signals.push(signal))
  db.close()
  await expect(inbox.commit(put('late'))).rejects.toMatchObject({ name: 'DatabaseClosedError' })
  expect(degraded()).toEqual([true])
})
