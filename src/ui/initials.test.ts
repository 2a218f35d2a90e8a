import { expect, test } from 'vitest'
import { initialsOf } from './initials.ts'

test.each([
  ['Anna Lindqvist', 'AL'],
  ['anna.lindqvist@example.org', 'AL'],
  ['juliet', 'J'],
  ['  Maria  del Mar  ', 'MM'],
  ['山田 太郎', '山太'],
  ['محمد علي', 'مع'],
  ['👩‍👩‍👧 family', '👩‍👩‍👧F'],
  ['straße', 'S'],
  ['--', '-'],
  ['', ''],
])('%j has the initials %j', (name, initials) => {
  expect(initialsOf(name)).toBe(initials)
})
