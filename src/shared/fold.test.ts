import { expect, test } from 'vitest'
import { fold, foldedWords } from './fold.ts'

test.each([
  ['Latin', 'Zoë ÅNGSTRÖM, Straße', 'zoe angstrom, strasse'],
  ['Greek', 'ὈΔΥΣΣΕΎΣ', 'οδυσσευσ'],
  ['Cyrillic', 'Ёлка', 'елка'],
  ['Arabic', 'الكِتَـــابُ إلى مدرسة ٣٢', 'الكتاب الي مدرسه 32'],
  ['Persian', 'کتاب‌های ۴۵', 'كتابهاي 45'],
  ['Hebrew', 'שָׁלוֹם', 'שלום'],
  ['Japanese', 'ｶﾞﾗｽ と ＡＢＣ', 'ガラス と abc'],
  ['Korean', '한국어', '한국어'],
])('%s is folded', (_, text, folded) => {
  expect(fold(text)).toBe(folded)
})

test('marks that make another letter of it stay', () => {
  expect(fold('はは')).not.toBe(fold('ばば'))
  expect(fold('कि')).not.toBe(fold('का'))
})

test('words stand between blanks, without the signs around them', () => {
  expect(foldedWords('“Old roses”, at example.org/garden!\n🌹 C++')).toBe(' old roses at example org garden 🌹 c++ ')
  expect(foldedWords('...')).toBe(' ')
})
