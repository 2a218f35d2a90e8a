import { Dexie } from 'dexie'
import { afterEach, expect, test, vi } from 'vitest'
import { accountDb } from './db.ts'
import { followQuery } from './follow-query.ts'
import type { AccountDb } from './schema.ts'

const open: AccountDb[] = []
let count = 0
afterEach(async () => {
  for (const db of open.splice(0)) await db.delete()
})

/** Two handles of one database, as two parts of the app have them. */
function bench() {
  count += 1
  const [db, other] = [accountDb(`kith:follow-${count}`), accountDb(`kith:follow-${count}`)]
  open.push(db, other)
  const value = async (key: string): Promise<unknown> => (await db.settings.get(key))?.value
  const put = (key: string, to: unknown): Promise<unknown> => other.settings.put({ key, value: to })
  return { db, value, put }
}

/** A query that is followed, and everything it told. */
function follow<Value>(read: () => Promise<Value>) {
  const told: Value[] = []
  const failed: unknown[] = []
  const stop = followQuery(read).subscribe(
    value => told.push(value),
    error => failed.push(error),
  )
  return { told, failed, stop }
}

test('is read again when what it looked at changes, whoever changes it, and not for anything else', async () => {
  const { value, put } = bench()
  const read = vi.fn<() => Promise<unknown>>(async () => value('a'))
  const { told, stop } = follow(read)
  await vi.waitFor(() => expect(told).toEqual([undefined]))
  await put('a', 1)
  await vi.waitFor(() => expect(told).toEqual([undefined, 1]))
  const witness = follow(async () => value('b'))
  await vi.waitFor(() => expect(witness.told).toEqual([undefined]))
  const before = read.mock.calls.length
  await put('b', 1)
  await vi.waitFor(() => expect(witness.told).toEqual([undefined, 1]))
  expect(read).toHaveBeenCalledTimes(before)
  await put('a', 2)
  await vi.waitFor(() => expect(told).toEqual([undefined, 1, 2]))
  stop()
  await put('a', 3)
  await put('b', 3)
  await vi.waitFor(() => expect(witness.told).toEqual([undefined, 1, 3]))
  expect(told).toEqual([undefined, 1, 2])
  witness.stop()
})

test('what changes while it is being read is not missed', async () => {
  const { db, value, put } = bench()
  let isFirst = true
  const { told, stop } = follow(async () => {
    const seen = await value('a')
    if (isFirst) setTimeout(() => void put('a', 'late'))
    isFirst = false
    // Still reading when that is written.
    for (let step = 0; step < 20; step += 1) await db.messages.toArray()
    return seen
  })
  await vi.waitFor(() => expect(told.at(-1)).toBe('late'))
  stop()
})

test('one that fails tells so, and is read again when that may help', async () => {
  const { value, put } = bench()
  const { told, failed, stop } = follow(async () => {
    if ((await value('a')) === undefined) throw new Error('nothing there')
    return 'there'
  })
  await vi.waitFor(() => expect(failed).toHaveLength(1))
  await put('a', 1)
  await vi.waitFor(() => expect(told).toEqual(['there']))
  stop()
})

test('a thousand that wait hear of a change together, and none of them keeps it', async () => {
  const { value, put } = bench()
  const before = listeners()
  const all = Array.from({ length: 1000 }, (_, index) => follow(async () => value(`key ${index}`)))
  await vi.waitFor(() => expect(all.every(({ told }) => told.length === 1)).toBe(true), { timeout: 10_000 })
  expect(listeners() - before).toBeLessThanOrEqual(1)
  await put('key 7', 'x')
  await vi.waitFor(() => expect(all[7]?.told).toEqual([undefined, 'x']))
  expect(all.filter(({ told }) => told.length > 1)).toHaveLength(1)
  for (const { stop } of all) stop()
})

/** How many Dexie tells of each change: with a query of its own that is one for each. */
function listeners(): number {
  return (Dexie.on.storagemutated as unknown as { subscribers: unknown[] }).subscribers.length
}
