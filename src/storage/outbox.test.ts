import { afterEach, beforeEach, expect, test } from 'vitest'
import { parseBareJid } from '#shared/jid.ts'
import { accountDb } from './db.ts'
import { addIntent, dueRows } from './outbox.ts'
import type { AccountDb } from './schema.ts'

let db: AccountDb
beforeEach(() => {
  db = accountDb(`kith:outbox-${Math.random()}`)
})
afterEach(() => db.delete())

test('who may still think twice about one thing is not hurried by another one that is due', async () => {
  const conversation = parseBareJid('you@example.org')
  if (!conversation) throw new Error('no address')
  const intent = (messageKey: string) => ({ kind: 'send-message', messageKey, conversation, forwarded: true }) as const
  await addIntent(db, intent('first'), 0, 7_000)
  await addIntent(db, intent('second'), 5_000, 12_000)
  const due = async (now: number) => {
    const { lanes, nextAt } = await dueRows(db, now)
    return [lanes.flat().map(row => row.intent.kind === 'send-message' && row.intent.messageKey), nextAt]
  }
  expect(await due(6_000)).toEqual([[], 7_000])
  expect(await due(7_000)).toEqual([['first'], 12_000])
  expect(await due(12_000)).toEqual([['first', 'second'], null])
})
