import { afterEach, expect, test, vi } from 'vitest'
import { archiveResult } from '../../tests/faults/honest-server.ts'
import { type FakeContext, fakeContext, fakeSession } from '../../tests/support/fake-session.ts'
import { NS_MAM } from '#protocol/xep0313-mam.ts'
import { type Element, attr, xml } from '#protocol/xml.ts'
import { KithError } from '#shared/errors.ts'
import { parseBareJid } from '#shared/jid.ts'
import { accountDb } from '#storage/db.ts'
import type { AccountDb } from '#storage/schema.ts'
import { collectArchiveResult } from './archive-query.ts'
import { keepPace } from './keep-pace.ts'

const me = parseBareJid('me@example.org')

const open: AccountDb[] = []
afterEach(async () => {
  vi.useRealTimers()
  for (const db of open.splice(0)) await db.delete()
})

/** An account with one message in its archive, whose server answers as it is told. */
function bench(archive: () => 'answer' | 'silence' | 'refuse') {
  if (!me) throw new Error('no address')
  const db = accountDb(`kith:pace-${Math.random()}`)
  open.push(db)
  const message = `<message xmlns='jabber:client' from='you@example.org' to='${me}' type='chat' id='m'><body>missed</body></message>`
  const asked: Element[] = []
  const answer = async (payload: Element): Promise<Element> => {
    asked.push(payload)
    const how = archive()
    if (how === 'silence') throw new KithError('timeout', 'no answer')
    if (how === 'refuse') throw new KithError('unsupported', 'no archive after all')
    await context.session.deliver(archiveResult(attr(payload, 'queryid') ?? '', { id: 'a', stamp: '2026-01-01T00:00:00Z', message }))
    return xml('fin', { xmlns: NS_MAM, complete: 'true' })
  }
  const session = fakeSession(
    me,
    ({ payload }) => {
      if (payload.is('query', NS_MAM)) return answer(payload)
      throw new KithError('not-found', 'nothing else here')
    },
    { account: new Set([NS_MAM]) },
  )
  const context: FakeContext = fakeContext(db, session)
  session.onMessage(incoming => collectArchiveResult(context, incoming))
  const ready = vi.fn<() => void>()
  const done = vi.fn<() => void>()
  const pace = keepPace(context, { onReady: ready, onChange: done })
  pace.hold(false)
  return { db, pace, context, ready, done, asked }
}

test('an archive that gives no answer holds nothing up, and is asked again in the same session, later each time', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  let how: 'answer' | 'silence' = 'silence'
  const { db, pace, ready, done, asked } = bench(() => how)
  void pace.goOn()
  await vi.waitFor(() => expect(done).toHaveBeenCalledTimes(1))
  expect([ready.mock.calls.length > 0, pace.isHeld, pace.isBehind]).toEqual([true, false, true])
  await vi.advanceTimersByTimeAsync(29_000)
  expect(asked).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(2_000)
  await vi.waitFor(() => expect(done).toHaveBeenCalledTimes(2))
  expect([asked.length, pace.isBehind]).toEqual([2, true])
  how = 'answer'
  await vi.advanceTimersByTimeAsync(58_000)
  expect(asked).toHaveLength(2)
  await vi.advanceTimersByTimeAsync(4_000)
  await vi.waitFor(() => expect(done).toHaveBeenCalledTimes(3))
  expect([asked.length > 2, pace.isBehind]).toEqual([true, false])
  expect(await db.messages.toArray()).toMatchObject([{ body: 'missed' }])
  pace.stop()
})

test('an archive that refuses is not asked again', async () => {
  const { pace, ready } = bench(() => 'refuse')
  await pace.goOn()
  expect([ready.mock.calls.length > 0, pace.isBehind]).toEqual([true, false])
})

test('what a page that was closed had not caught up with, the next one does that takes up its session; what was whole is whole', async () => {
  const { db, pace, context, asked } = bench(() => 'answer')
  // Closed in the middle of it.
  const cut = pace.goOn()
  pace.stop()
  await cut
  const next = () => {
    const taken = keepPace(context, { onReady: () => undefined, onChange: () => undefined })
    taken.hold(true)
    return taken
  }
  const before = asked.length
  const second = next()
  await second.goOn()
  expect([asked.length > before, second.isBehind]).toEqual([true, false])
  expect(context.session.sent.some(stanza => stanza.is('presence'))).toBe(true)
  expect(await db.messages.toArray()).toMatchObject([{ body: 'missed' }])
  second.stop()

  const whole = asked.length
  const third = next()
  await third.goOn()
  expect([asked.length, third.isBehind]).toEqual([whole, false])
  third.stop()
})
