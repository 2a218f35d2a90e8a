import { expect, test } from 'vitest'
import type { NodeKey, PostKey } from '#model/keys.ts'
import type { NodeGap } from '#model/node.ts'
import { withGaps } from './feed-items.ts'

const rows = [9, 7, 5].map(sortAt => ({ key: `post ${sortAt}` as PostKey, sortAt }))
const gap = (id: number, sortAt: number): NodeGap => ({
  id,
  nodeKey: 'node' as NodeKey,
  newerKey: 'post' as PostKey,
  olderKey: null,
  sortAt,
  cursor: null,
  knownReading: 0,
})
const idsOf = (gaps: NodeGap[], atEnd = false): string[] => withGaps(rows, gaps, atEnd).map(({ id }) => id)

test('a gap stands below the posts that are newer than it', () => {
  expect(idsOf([gap(1, 6)])).toEqual(['post 9', 'post 7', 'gap 1', 'post 5'])
})

test('a gap below the last row waits until nothing older is stored', () => {
  expect(idsOf([gap(1, 2)])).toEqual(['post 9', 'post 7', 'post 5'])
  expect(idsOf([gap(1, 2)], true)).toEqual(['post 9', 'post 7', 'post 5', 'gap 1'])
})

test('above the first post nothing is missing', () => {
  expect(idsOf([gap(1, 12)])).toEqual(['post 9', 'post 7', 'post 5'])
})

test('several gaps keep their order', () => {
  expect(idsOf([gap(1, 6), gap(2, 8)])).toEqual(['post 9', 'gap 2', 'post 7', 'gap 1', 'post 5'])
})
