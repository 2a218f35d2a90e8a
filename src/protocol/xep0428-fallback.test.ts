import { expect, test } from 'vitest'
import { NS_FALLBACK, withoutFallback } from './xep0428-fallback.ts'
import { xml } from './xml.ts'

test('a handful of parts is left out, also in characters of two units; of thousands only so many are looked at', () => {
  const parts = (count: number) => Array.from({ length: count }, (_, at) => xml('body', { start: String(at * 2), end: String(at * 2 + 1) }))
  const message = (count: number) => xml('message', {}, xml('fallback', { xmlns: NS_FALLBACK, for: 'x' }, ...parts(count)))
  expect(withoutFallback(message(2), '🐟a🐟b', 'x')).toEqual({ body: 'ab', fallback: '🐟🐟' })
  expect(withoutFallback(message(4000), '.-'.repeat(4000), 'x').fallback).toHaveLength(20)
})
