import { afterEach, beforeEach, expect, test } from 'vitest'
import { followPosition } from '#commands/follow-position.ts'
import { keepPosition } from '#commands/keep-position.ts'
import { setRecord } from '#commands/set-record.ts'
import type { PostKey } from '#model/keys.ts'
import { accountDb } from './db.ts'
import { positionElsewhere, readingPosition } from './reading-positions.ts'
import type { AccountDb } from './schema.ts'

let db: AccountDb
beforeEach(() => {
  db = accountDb(`kith:reading-${Math.random()}`)
})
afterEach(() => db.delete())

const at = (name: string) => ({ postKey: `a/b/${name}` as PostKey, sortAt: 5, offset: -12.5 })
const keep = (view: string, name: string | null): Promise<void> =>
  keepPosition(db, { view, position: name === null ? null : at(name), now: 1 })

test('each view has its own place, and none at its beginning; it is told once, and only when it changed', async () => {
  await keep('all', 'one')
  await keep('people', 'two')
  await keep('all', 'three')
  await keep('all', 'three')
  expect(await readingPosition(db, 'all')).toEqual(at('three'))
  expect(await readingPosition(db, 'people')).toEqual(at('two'))
  expect((await db.outbox.toArray()).map(({ lane }) => lane)).toEqual(['record:position:people', 'record:position:all'])
  await keep('all', null)
  expect(await readingPosition(db, 'all')).toBeNull()
})

test('the place of another device is told apart from one’s own until it is followed or left', async () => {
  await keep('all', 'mine')
  expect(await positionElsewhere(db, 'all')).toBeNull()
  await setRecord(db, { kind: 'position', id: 'all', value: at('theirs'), now: 9 })
  expect(await positionElsewhere(db, 'all')).toEqual(at('theirs'))
  await followPosition(db, 'all')
  expect(await positionElsewhere(db, 'all')).toBeNull()
  await setRecord(db, { kind: 'position', id: 'all', value: at('again'), now: 10 })
  await keep('all', 'mine again')
  expect(await positionElsewhere(db, 'all')).toBeNull()
})
