import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { post } from '../../tests/support/posts.ts'
import { accountDb } from './db.ts'
import { keepReadingPosition, readingPosition } from './reading-positions.ts'

test('each view has a position of its own, the last one that was kept, and none at its beginning', async () => {
  const db = accountDb(`kith:positions-${Math.random()}`)
  const position = { postKey: post('a').key, sortAt: 5, offset: -12.5 }
  await keepReadingPosition(db, 'all', { ...position, offset: 40 })
  await keepReadingPosition(db, 'all', position)
  expect([await readingPosition(db, 'all'), await readingPosition(db, 'people')]).toEqual([position, null])
  await keepReadingPosition(db, 'all', null)
  expect(await readingPosition(db, 'all')).toBeNull()
})
