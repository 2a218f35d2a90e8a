import { afterEach, expect, test } from 'vitest'
import { USUAL_QUIET_HOURS } from '#model/quiet-hours.ts'
import { accountDb } from '#storage/db.ts'
import { quietHours } from '#storage/quiet-hours.ts'
import { changeQuietHours } from './change-quiet-hours.ts'

const db = accountDb('kith:change-quiet-hours')
afterEach(() => db.delete())

test('changes that follow at once on each other are all kept', async () => {
  const without = (day: number) => changeQuietHours(db, ({ days }) => ({ days: days.filter(each => each !== day) }), 1)
  await Promise.all([changeQuietHours(db, () => ({ from: 0 }), 1), changeQuietHours(db, () => ({ to: 60 }), 1), without(0), without(6)])
  expect(await quietHours(db)).toEqual({ ...USUAL_QUIET_HOURS, days: [1, 2, 3, 4, 5], from: 0, to: 60 })
})
