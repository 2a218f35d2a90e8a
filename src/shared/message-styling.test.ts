import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { styleMessage, type StyledRun } from './message-styling.ts'

interface Case {
  id: string
  name: string
  input: string
  runs: { text: string; styles: string[]; quote_level: number }[]
}

/** Public cases; they stand beside a checkout and are never part of it. */
const file = path.resolve(import.meta.dirname, '../../../shared/corpora/styling-xep0393.json')
const isThere = existsSync(file)
const corpus = isThere
  ? (JSON.parse(readFileSync(file, 'utf8')) as { spec: Case[]; mellium: Case[]; hostile: { id: string; input: string }[] })
  : { spec: [], mellium: [], hostile: [] }

/** The styles of each character, written in one way. */
const perCharacter = (runs: { text: string; styles: readonly string[]; quote: number }[]): string[] =>
  runs.flatMap(({ text, styles, quote }) => Array.from(text, character => `${character} ${styles.toSorted().join('+')} ${quote}`))
const ours = ({ text, styles, block, quote }: StyledRun) => ({ text, styles: block ? ['pre-block'] : styles, quote })
const theirs = ({ text, styles, quote_level: quote }: Case['runs'][number]) => ({
  text,
  styles: styles.filter(style => style !== 'quote'),
  quote,
})

describe.skipIf(!isThere)(`public cases of XEP-0393${isThere ? '' : ' (not beside this checkout)'}`, () => {
  test.each([...corpus.spec, ...corpus.mellium].map(each => [each.id, each.name, each] as const))('%s: %s', (_, __, { input, runs }) => {
    expect(perCharacter(styleMessage(input).map(ours))).toEqual(perCharacter(runs.map(theirs)))
  })

  test.each(corpus.hostile.map(each => [each.id, each.input] as const))('%s keeps every character', (_, written) => {
    const input = written.replace(/__REPEAT:(.+?):(\d+)__/gu, (_, text: string, count: string) => text.repeat(Number(count)))
    const runs = styleMessage(input)
    expect(runs.map(({ text }) => text).join('')).toBe(input)
    expect(Math.max(...runs.map(({ quote }) => quote))).toBeLessThanOrEqual(16)
  })
})

test('what stands in an address marks nothing, and a mark around it does', () => {
  const address = 'https://example.org/a_b_c'
  const runs = styleMessage(`_${address}_ and *x*`, text => [[text.indexOf('https'), text.indexOf('https') + address.length]])
  expect(runs.map(({ text, styles }) => [text, styles.join('')])).toEqual([
    ['_', 'emphasis'],
    [address, 'emphasis'],
    ['_', 'emphasis'],
    [' and ', ''],
    ['*', 'strong'],
    ['x', 'strong'],
    ['*', 'strong'],
  ])
})

test('a text of marks alone, and one of openings alone, is done in one go', () => {
  for (const text of ['*'.repeat(50_000), ' *a'.repeat(50_000), '*_~'.repeat(30_000)])
    expect(
      styleMessage(text)
        .map(run => run.text)
        .join(''),
    ).toBe(text)
})
