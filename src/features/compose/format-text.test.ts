import { expect, test } from 'vitest'
import { type Format, formatText, type Selection } from './format-text.ts'

/** The selection stands between bars: `a |b| c`. */
function read(text: string): Selection {
  const [before = '', words = '', after = ''] = text.split('|')
  return { text: before + words + after, start: before.length, end: before.length + words.length }
}

function after(text: string, format: Format): string {
  const selection = read(text)
  const { from, to, insert, start, end } = formatText(selection, format)
  const whole = selection.text.slice(0, from) + insert + selection.text.slice(to)
  return `${whole.slice(0, start)}|${whole.slice(start, end)}|${whole.slice(end)}`
}

test.each<[Format, string, string]>([
  ['bold', 'a |word| b', 'a **|word|** b'],
  ['bold', 'a **|word|** b', 'a |word| b'],
  ['bold', 'a |word |b', 'a **|word|** b'],
  ['bold', 'a || b', 'a **||** b'],
  ['bold', 'a **word||** b', 'a **word**|| b'],
  ['italic', 'a |word| b', 'a *|word|* b'],
  ['italic', 'a *|word|* b', 'a |word| b'],
  ['italic', 'a **|word|** b', 'a ***|word|*** b'],
  ['code', 'a |x = 1| b', 'a `|x = 1|` b'],
  ['code', '|a\nb|', '```\na\nb\n```\n||'],
  ['heading', 'one\ntw||o\nthree', 'one\n## two||\nthree'],
  ['heading', '## tw||o', 'two||'],
  ['quote', '|a\nb|', '|> a\n> b|'],
  ['list', '|a\nb|', '|- a\n- b|'],
  ['numbers', '|- a\n- b|', '|1. a\n2. b|'],
  ['numbers', '|1. a\n2. b|', '|a\nb|'],
  ['link', 'see |this|', 'see [this](|https://|)'],
  ['link', 'see |https://example.org/x|', 'see [||](https://example.org/x)'],
])('%s: %j becomes %j', (format, before, expected) => {
  expect(after(before, format)).toBe(expected)
})
