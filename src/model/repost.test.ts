import { expect, test } from 'vitest'
import { ownWords, quoted } from './repost.ts'
import { post } from '../../tests/support/posts.ts'
import { jid } from '../../tests/support/engines.ts'

const via = { service: jid('a@example.org'), node: 'n', itemId: 'i', author: null, authorName: '' }

test('words behind a quotation are own ones, in whatever way a client writes them', () => {
  const words = (text: string, rich: Parameters<typeof ownWords>[0]['rich'] = null) => ownWords({ via, text, rich })?.text
  expect(words('> quoted\n> more\n\nmine')).toBe('mine')
  expect(words('> quoted only')).toBeUndefined()
  expect(words('no quotation at all')).toBeUndefined()
  const quotation = { tag: 'blockquote' as const, attrs: {}, children: ['quoted'] }
  expect(words('', [{ tag: 'div', attrs: {}, children: [' ', quotation, '\n', 'mine'] }])).toBe('mine')
  expect(words('', ['mine first', quotation])).toBeUndefined()
  expect(ownWords({ via: null, text: '> quoted\n\nmine', rich: null })).toBeNull()
})

test('of a long original the beginning is quoted', () => {
  const { text } = quoted(post('long', { text: 'word '.repeat(1000) }), { text: 'mine', rich: null })
  expect(text.length).toBeLessThan(1100)
  expect(text).toMatch(/word…\n\nmine$/)
})
