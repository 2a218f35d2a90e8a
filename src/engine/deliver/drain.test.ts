import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Intent, IntentKind, OutboxRow } from '#model/outbox.ts'
import type { SessionState } from '#model/session-state.ts'
import { KithError } from '#shared/errors.ts'
import type { BareJid } from '#shared/jid.ts'
import { accountDb } from '#storage/db.ts'
import { addIntent } from '#storage/outbox.ts'
import type { AccountDb } from '#storage/schema.ts'
import type { EngineContext } from '../context.ts'
import { createDrain, type Deliver, type Deliverers } from './drain.ts'

const online: SessionState = { kind: 'online', resumed: false, catchingUp: false }
const offline: SessionState = { kind: 'offline', trouble: null, detail: '', retryAt: null }

let db: AccountDb
let state: SessionState
let now: number

beforeEach(() => {
  db = accountDb(`kith:drain-${Math.random()}`)
  state = online
  now = 1000
})
afterEach(() => db.delete())

const message = (conversation: string, messageKey: string): Intent => ({
  kind: 'send-message',
  messageKey,
  conversation: conversation as BareJid,
})

function drainWith(deliver: Deliver) {
  const session = {
    get state() {
      return state
    },
  }
  const context = { db, session, now: () => now, signal: () => undefined, note: () => undefined } as unknown as EngineContext
  const deliverers = new Proxy({}, { get: (_target, _kind: IntentKind) => deliver }) as Deliverers
  return createDrain(context, deliverers)
}

const keysOf = (calls: readonly OutboxRow[]): string[] => calls.map(row => ('messageKey' in row.intent ? row.intent.messageKey : ''))

test('rows of one conversation are delivered in the order they were written', async () => {
  for (const key of ['1', '2', '3']) await addIntent(db, message('a@x', key), now)
  const seen: OutboxRow[] = []
  await drainWith(async (_context, row) => void seen.push(row)).run()
  expect(keysOf(seen)).toEqual(['1', '2', '3'])
  expect(await db.outbox.toArray()).toEqual([])
})

test('a refusal by the server fails that row and does not stop the next one', async () => {
  await addIntent(db, message('a@x', 'bad'), now)
  await addIntent(db, message('a@x', 'good'), now)
  const deliver = vi.fn<Deliver>().mockRejectedValueOnce(new KithError('forbidden', 'no')).mockResolvedValue(undefined)
  await drainWith(deliver).run()
  const rows = await db.outbox.toArray()
  expect(rows.map(row => [row.state, row.failure?.kind])).toEqual([['failed', 'forbidden']])
  expect(deliver).toHaveBeenCalledTimes(2)
})

test('a failed row is not tried again by itself', async () => {
  await addIntent(db, message('a@x', 'bad'), now)
  const deliver = vi.fn<Deliver>().mockRejectedValue(new KithError('rejected', 'no'))
  const drain = drainWith(deliver)
  await drain.run()
  await drain.run()
  expect(deliver).toHaveBeenCalledTimes(1)
})

test('a lost connection keeps the row and its order: the next one waits behind it', async () => {
  await addIntent(db, message('a@x', '1'), now)
  await addIntent(db, message('a@x', '2'), now)
  const deliver = vi.fn<Deliver>().mockImplementationOnce(async () => {
    state = offline
    throw new KithError('offline', 'gone')
  })
  const drain = drainWith(deliver)
  await drain.run()
  expect((await db.outbox.toArray()).map(row => row.state)).toEqual(['wire', 'waiting'])
  state = online
  await drain.run()
  expect(keysOf(deliver.mock.calls.map(([, row]) => row))).toEqual(['1', '1', '2'])
})

test('a row that was on the wire when the tab died says so when it is taken up again', async () => {
  await addIntent(db, message('a@x', '1'), now)
  const never = drainWith(() => new Promise(() => undefined))
  void never.run()
  await vi.waitFor(async () => expect((await db.outbox.toArray())[0]?.state).toBe('wire'))
  // It waits for a delivery that never ends.
  void never.stop()
  const seen: OutboxRow[] = []
  await drainWith(async (_context, row) => void seen.push(row)).run()
  expect(seen[0]?.attempts).toBe(1)
})

test('lanes do not wait for each other', async () => {
  await addIntent(db, message('slow@x', '1'), now)
  await addIntent(db, message('quick@x', '2'), now)
  let release: () => void = () => undefined
  const done: string[] = []
  const running = drainWith(async (_context, row) => {
    if (keysOf([row])[0] === '1') await new Promise<void>(resolve => (release = resolve))
    done.push(keysOf([row])[0] ?? '')
  }).run()
  await vi.waitFor(() => expect(done).toEqual(['2']))
  release()
  await running
  expect(done).toEqual(['2', '1'])
})

test('what is written while another lane takes its time goes out at once, and what is written into that one comes behind it', async () => {
  await addIntent(db, message('slow@x', '1'), now)
  let release: () => void = () => undefined
  const done: string[] = []
  const drain = drainWith(async (_context, row) => {
    const [key = ''] = keysOf([row])
    if (key === '1') await new Promise<void>(resolve => (release = resolve))
    done.push(key)
  })
  const running = drain.run()
  await vi.waitFor(async () => expect((await db.outbox.toArray())[0]?.state).toBe('wire'))
  await addIntent(db, message('slow@x', '2'), now)
  await addIntent(db, message('quick@x', '3'), now)
  void drain.run()
  await vi.waitFor(() => expect(done).toEqual(['3']))
  release()
  await running
  expect(done).toEqual(['3', '1', '2'])
  expect(await db.outbox.toArray()).toEqual([])
})

test('a row written while the drain is running is delivered by the same run', async () => {
  await addIntent(db, message('a@x', '1'), now)
  const seen: string[] = []
  const drain = drainWith(async (_context, row) => {
    seen.push(keysOf([row])[0] ?? '')
    if (seen.length === 1) {
      await addIntent(db, message('a@x', '2'), now)
      void drain.run()
    }
  })
  await drain.run()
  expect(seen).toEqual(['1', '2'])
})

test('after a time-out the lane waits, longer each time', async () => {
  await addIntent(db, message('a@x', '1'), now)
  const deliver = vi.fn<Deliver>().mockRejectedValue(new KithError('timeout', 'slow'))
  const drain = drainWith(deliver)
  await drain.run()
  await drain.run()
  expect(deliver).toHaveBeenCalledTimes(1)
  expect((await db.outbox.toArray())[0]?.notBefore).toBe(2000)
  now = 2000
  await drain.run()
  expect((await db.outbox.toArray())[0]?.notBefore).toBe(4000)
  await drain.stop()
})

test('nothing is delivered without a session', async () => {
  state = offline
  await addIntent(db, message('a@x', '1'), now)
  const deliver = vi.fn<Deliver>().mockResolvedValue(undefined)
  await drainWith(deliver).run()
  expect(deliver).not.toHaveBeenCalled()
})

test('rows that are only on their way do not hold up those behind them, and keep their order', async () => {
  for (const key of ['1', '2', '3']) await addIntent(db, message('a@x', key), now)
  const given: string[] = []
  const arrive: (() => void)[] = []
  const running = drainWith(async (_context, row) => {
    given.push(...keysOf([row]))
    return { settled: new Promise(resolve => arrive.push(resolve)) }
  }).run()
  await vi.waitFor(() => expect(given).toEqual(['1', '2', '3']))
  expect((await db.outbox.toArray()).map(row => row.state)).toEqual(['wire', 'wire', 'wire'])
  for (const done of arrive) done()
  await running
  expect(await db.outbox.toArray()).toEqual([])
})

test('of what was on its way when the connection went each row is tried again, and what was refused is not', async () => {
  for (const key of ['arrived', 'lost', 'refused']) await addIntent(db, message('a@x', key), now)
  await drainWith(async (_context, row) => {
    const [key] = keysOf([row])
    if (key === 'lost') return { settled: Promise.reject(new KithError('offline', 'gone')) }
    return { settled: key === 'refused' ? Promise.reject(new KithError('forbidden', 'no')) : Promise.resolve() }
  }).run()
  expect((await db.outbox.toArray()).map(row => [...keysOf([row]), row.state, row.attempts])).toEqual([
    ['lost', 'wire', 1],
    ['refused', 'failed', 1],
  ])
})
