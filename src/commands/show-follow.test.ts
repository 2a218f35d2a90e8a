import { afterEach, beforeEach, expect, test } from 'vitest'
import { jid } from '../../tests/support/engines.ts'
import { node } from '../../tests/support/posts.ts'
import { accountDb } from '#storage/db.ts'
import { refuseRow } from '#storage/outbox.ts'
import type { AccountDb } from '#storage/schema.ts'
import { shownFollows, shownSeen } from '#storage/shown-follows.ts'
import { followNode } from './follow-node.ts'
import { showFollow } from './show-follow.ts'

const party = node(jid('pubsub.example.org'), 'party')

let db: AccountDb
beforeEach(async () => {
  db = accountDb(`kith:shown-${Math.random()}`)
  await db.nodes.put(party)
})
afterEach(() => db.delete())

const show = (shown: boolean) => showFollow(db, { nodeKey: party.key, shown, now: 1 })
const waiting = async () => (await db.outbox.toArray()).map(({ intent, state }) => [intent.kind, state])

test('following shows nothing; wanting it shown is so at once, and told once however often one changes one’s mind', async () => {
  await followNode(db, { ...party, now: 1 })
  expect(await shownFollows(db)).toBeUndefined()
  await show(true)
  expect(await shownFollows(db)).toEqual([party.key])
  await show(false)
  await show(true)
  expect(await waiting()).toEqual([
    ['follow', 'waiting'],
    ['show-follow', 'waiting'],
  ])
})

test('what the server says does not undo what it was not told yet', async () => {
  await show(true)
  await shownSeen(db, party.key, false)
  expect(await shownFollows(db)).toEqual([party.key])
  await db.outbox.clear()
  await shownSeen(db, party.key, false)
  expect(await shownFollows(db)).toEqual([])
})

test('what is refused is as it was before: nobody takes for hidden what others can see', async () => {
  await show(true)
  await db.outbox.clear()
  await show(false)
  const [row] = await db.outbox.toArray()
  if (row) await refuseRow(db, row, { kind: 'forbidden', message: '', condition: null } as never)
  expect(await shownFollows(db)).toEqual([party.key])
  expect(await waiting()).toEqual([['show-follow', 'failed']])
})

test('what is refused after one changed one’s mind does not bring back what was wanted before', async () => {
  await followNode(db, { ...party, now: 1 })
  await show(true)
  const row = await db.outbox.filter(({ intent }) => intent.kind === 'show-follow').first()
  await show(false)
  if (row) await refuseRow(db, row, { kind: 'forbidden', condition: null, message: 'no' })
  expect(await shownFollows(db)).toEqual([])
  expect(await waiting()).toEqual([
    ['follow', 'waiting'],
    ['show-follow', 'waiting'],
  ])
})
