import fc from 'fast-check'
import { expect, test } from 'vitest'
import { threadsOf } from './comment-threads.ts'
import type { PostKey } from './keys.ts'

const key = (name: string | number): PostKey => String(name) as PostKey

function draw(names: string, answered: Record<string, string>): string[] {
  const links = new Map(Object.entries(answered).map(([one, other]) => [key(one), key(other)]))
  return threadsOf(names.split('').map(key), links).map(
    thread => `${thread.key}${thread.answers.map(answer => ` ${answer.key}${answer.to ? `>${answer.to}` : ''}`).join('')}`,
  )
}

test('answers stand under what they answer, deeper ones beside them with whom they answer, all in the order of time', () => {
  expect(draw('abcde', { c: 'a', d: 'c', e: 'b' })).toEqual(['a c d>c', 'b e'])
})

test('an answer whose comment is gone, or was never read, stands by itself with its own answers', () => {
  expect(draw('bc', { b: 'a', c: 'b' })).toEqual(['b c'])
})

test('an answer that claims to be older than its comment is still below it', () => {
  expect(draw('ab', { a: 'b' })).toEqual(['b a'])
})

test('a circle ends at the earliest of it, and so does what hangs on it', () => {
  expect(draw('abc', { a: 'b', b: 'a', c: 'b' })).toEqual(['a b c>b'])
  expect(draw('a', { a: 'a' })).toEqual(['a'])
  expect(draw('cab', { c: 'a', a: 'b', b: 'a' })).toEqual(['a c b'])
})

test('whatever answers whatever, each comment is drawn once', () => {
  const link = fc.tuple(fc.integer({ min: 0, max: 14 }), fc.integer({ min: 0, max: 14 }))
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 12 }), fc.array(link), (count, links) => {
      const keys = Array.from({ length: count }, (_, index) => key(index))
      const drawn = threadsOf(keys, new Map(links.map(([one, other]) => [key(one), key(other)])))
      expect(drawn.flatMap(thread => [thread.key, ...thread.answers.map(answer => answer.key)]).toSorted()).toEqual(keys.toSorted())
    }),
  )
})
