import { expect, test } from 'vitest'
import { post } from '../../tests/support/posts.ts'
import { jid } from '../../tests/support/screen.tsx'
import { beginningOf, type CatchUpRow, groupRows } from './catch-up.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

function row(itemId: string, over: Parameters<typeof post>[1] = {}): CatchUpRow {
  return { ...post(itemId, over), words: itemId, kinds: ['short'], picture: null }
}

test('posts are put together by where they were written, a blog and a community of one service apart', () => {
  const pubsub = jid('pubsub.example.org')
  const rows = [row('5', { sortAt: 5 }), row('4', { sortAt: 4, service: pubsub, node: 'party' }), row('3', { sortAt: 3 })]
  expect(groupRows(rows, 'newest').map(({ rows: own }) => own.map(({ itemId }) => itemId))).toEqual([['5', '3'], ['4']])
})

test('by answers the most answered comes first, among groups and inside of one, and of equals the newer', () => {
  const [anna, ben] = [jid('anna@example.org'), jid('ben@example.org')]
  const rows = [
    row('quiet', { author: anna }),
    row('liked', { author: anna, likeCount: 2 }),
    row('quiet too', { author: anna }),
    row('argued', { author: ben, commentCount: 3 }),
  ]
  const order = groupRows(rows, 'answers').map(({ rows: own }) => own.map(({ itemId }) => itemId))
  expect(order).toEqual([['argued'], ['liked', 'quiet', 'quiet too']])
})

test('a period begins when the reader left, never more than a month ago, and a week ago where that is not known', () => {
  const now = 100 * DAY
  expect(beginningOf('day', now, null)).toBe(99 * DAY)
  expect(beginningOf('absence', now, 98 * DAY)).toBe(98 * DAY)
  expect(beginningOf('absence', now, 2 * DAY)).toBe(69 * DAY)
  expect(beginningOf('absence', now, null)).toBe(93 * DAY)
})
