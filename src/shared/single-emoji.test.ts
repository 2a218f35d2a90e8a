import { expect, test } from 'vitest'
import { isSingleEmoji } from './single-emoji.ts'

test.each(['👍', '❤️', '❤', '👩‍👩‍👧‍👦', '👋🏽', '🇪🇺', '🏴󠁧󠁢󠁳󠁣󠁴󠁿', '1️⃣', '🫠', '☺️'])('%s is one emoji', text => {
  expect(isSingleEmoji(text)).toBe(true)
})

test.each(['', 'a', '👍👍', '👍 ', ':)', 'ok', '1', '👍\u0301\u0301', '👍'.repeat(30), '\u202E👍', '<b>'])('%j is none', text => {
  expect(isSingleEmoji(text)).toBe(false)
})
