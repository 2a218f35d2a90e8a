import { afterEach, expect, test, vi } from 'vitest'
import { SteadyColumn } from '../../../tests/support/steady-column.ts'

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  document.body.replaceChildren()
})

const rowsOf = (count: number, height = 200): Record<string, number> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`r${index}`, height]))

test('what was pressed stays until the picture in it has come, in whatever room; then what begins first in the window does again', () => {
  const column = new SteadyColumn({ rows: rowsOf(40), follows: 'end', startAt: { key: 'r20', offset: 100 } })
  expect(['r20', 'r21', 'r22'].map(key => column.topOf(key))).toEqual([100, 300, 500])
  const picture = document.createElement('img')
  column.row('r22').append(picture)
  column.press('r22')
  column.resize({ r21: 250 })
  expect(['r20', 'r22'].map(key => column.topOf(key))).toEqual([50, 500])
  picture.dispatchEvent(new Event('load'))
  column.resize({ r21: 200 })
  expect(['r20', 'r22'].map(key => column.topOf(key))).toEqual([50, 450])
})

test('what goes in right below what is read pushes it out of nothing, though something else was pressed before', () => {
  const column = new SteadyColumn({ rows: rowsOf(40), follows: 'end', startAt: { key: 'r20', offset: 100 } })
  column.press('r22')
  column.change(rowsOf(41))
  const picture = document.createElement('img')
  column.row('r22').append(picture)
  picture.dispatchEvent(new Event('load'))
  const rows = Object.entries(rowsOf(41))
  rows.splice(21, 0, ...Array.from({ length: 12 }, (_, index): [string, number] => [`new${index}`, 200]))
  const read = column.row('r20')
  column.change(Object.fromEntries(rows), { paints: false })
  expect(column.topOf('r20')).toBe(100)
  // Nor was it taken out and drawn anew.
  expect(column.row('r20')).toBe(read)
})

test('rows that all became higher before more of them is drawn, and are not measured yet, move nothing', () => {
  const column = new SteadyColumn({ rows: rowsOf(2000, 40), usual: 40, follows: 'end', startAt: { key: 'r1000', offset: 100 } })
  column.scrollTo(19_900)
  expect(column.topOf('r498')).toBe(20)
  const read = column.row('r498')
  // Nearly all of what is near.
  for (let frames = 0; frames < 6; frames += 1) column.paint()
  column.resizeUntold(rowsOf(2000, 180))
  for (let frames = 0; frames < 10; frames += 1) column.paint()
  expect(column.topOf('r498')).toBe(20)
  expect(column.row('r498')).toBe(read)
})

test('what becomes so much shorter above that the browser scrolls to the end leads nobody there', () => {
  const column = new SteadyColumn({ rows: rowsOf(40), follows: 'end', startAt: { key: 'r37', offset: 100 } })
  expect([column.topOf('r37'), column.rest]).toEqual([100, 100])
  column.resize({ r33: 20 })
  expect(column.topOf('r37')).toBe(100)
  column.change({ ...rowsOf(42), r33: 20 })
  expect(column.topOf('r37')).toBe(100)
})

test('rows that have no height yet are drawn some at a time, in the frames that follow', () => {
  const column = new SteadyColumn({ rows: rowsOf(9000), follows: 'end', startAt: { key: 'r20', offset: 100 } })
  const turns = vi.fn<() => void>()
  column.keeper.subscribe(turns)
  column.change(rowsOf(9000, 0), { paints: false })
  expect(turns.mock.calls.length).toBeLessThanOrEqual(20)
  for (let frames = 0; frames < 10; frames += 1) column.paint()
  expect(turns.mock.calls.length).toBeGreaterThan(20)
})
