import { expect, test } from 'vitest'
import type { RichElement, RichTag } from '#shared/rich-text.ts'
import { headingLevels } from './heading-levels.ts'

const levels = (...tags: RichTag[]): number[] => [
  ...headingLevels(tags.map((tag): RichElement => ({ tag, attrs: {}, children: [] }))).values(),
]

test.each<[RichTag[], number[]]>([
  [
    ['h1', 'h2', 'h3'],
    [3, 4, 5],
  ],
  [['h2'], [3]],
  [
    ['h4', 'h6', 'h4'],
    [3, 4, 3],
  ],
  [
    ['h1', 'h4', 'h2'],
    [3, 4, 4],
  ],
  [
    ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'],
    [3, 4, 5, 6, 6, 6],
  ],
  [[], []],
])('%j stand at %j', (tags, expected) => {
  expect(levels(...tags)).toEqual(expected)
})

test('one within another element is found in its place', () => {
  const inner: RichElement = { tag: 'h3', attrs: {}, children: ['b'] }
  const nodes = [
    { tag: 'h1', attrs: {}, children: ['a'] } as RichElement,
    { tag: 'blockquote', attrs: {}, children: [inner] } as RichElement,
  ]
  expect(headingLevels(nodes).get(inner)).toBe(4)
})
