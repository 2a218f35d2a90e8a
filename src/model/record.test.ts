import { expect, test } from 'vitest'
import { readRecord } from './record.ts'

const mute = { what: 'word', target: 'cake', until: null }

test('what fits is taken with whatever a later version added', () => {
  expect(readRecord('mute:word:cake', { ...mute, colour: 'red' })).toEqual({
    key: 'mute:word:cake',
    kind: 'mute',
    id: 'word:cake',
    value: { ...mute, colour: 'red' },
  })
  expect(readRecord('view:list:a', { reposts: false, replies: true })?.kind).toBe('view')
  expect(readRecord('quiet:hours', { on: true, days: [0, 6], from: 1320, to: 0 })?.kind).toBe('quiet')
  expect(readRecord('position:all', { postKey: 'a/b/c', sortAt: 1, offset: -3.5 })?.id).toBe('all')
})

test.each([
  ['mute:word:cake', { ...mute, what: 'everything' }],
  ['mute:word:cake', { ...mute, until: 'tomorrow' }],
  ['mute:word:cake', { ...mute, target: 7 }],
  ['mute:', mute],
  ['other:x', mute],
  ['toString:x', mute],
  ['mute:x', null],
  ['mute:x', 'text'],
  ['list:x', { name: '', nodes: [] }],
  ['list:x', { name: 'x', nodes: [1] }],
  ['list:x', { name: 'x', nodes: Array.from({ length: 501 }, () => 'a/b') }],
  ['position:all', { postKey: 'a/b/c', sortAt: Number.NaN, offset: 0 }],
  ['quiet:hours', { on: true, days: [7], from: 0, to: 60 }],
  ['quiet:hours', { on: true, days: [1], from: 1440, to: 60 }],
  ['quiet:hours', { on: true, days: [1], from: 0.5, to: 60 }],
  ['chat:ada@example.org', { pinned: false, archived: false, mutedUntil: null, notify: 'sometimes' }],
  [`tag:${'x'.repeat(1000)}`, { tag: 'x' }],
])('%s with %j is no record', (key, value) => {
  expect(readRecord(key, value)).toBeUndefined()
})
