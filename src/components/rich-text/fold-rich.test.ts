import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { RichNode } from '#shared/rich-text.ts'
import { foldRich, foldText } from './fold-rich.ts'

const lengthOf = (nodes: readonly RichNode[]): number =>
  nodes.reduce((sum, node) => sum + (typeof node === 'string' ? node.length : lengthOf(node.children)), 0)

const paragraph = (text: string): RichNode => ({ tag: 'p', attrs: {}, children: [text] })

describe('folding markup', () => {
  test('what fits is shown whole', () => {
    const nodes = [paragraph('one'), paragraph('two')]
    expect(foldRich(nodes, 700)).toEqual({ nodes, folded: false })
  })

  test('a long text is cut at a word and says so', () => {
    const { nodes, folded } = foldRich([paragraph('word '.repeat(1000))], 700)
    expect(folded).toBe(true)
    expect(lengthOf(nodes)).toBeLessThanOrEqual(701)
    expect(JSON.stringify(nodes)).toContain('word…')
  })

  test('many pictures cost as much as much text', () => {
    const picture: RichNode = { tag: 'img', attrs: { src: 'https://example.org/a.png' }, children: [] }
    const { nodes, folded } = foldRich([picture, picture, picture, picture], 700)
    expect(nodes).toHaveLength(2)
    expect(folded).toBe(true)
  })

  test('a thousand elements inside each other do not overflow the stack, and are cut', () => {
    let node: RichNode = 'deep'
    for (let depth = 0; depth < 1000; depth += 1) node = { tag: 'em', attrs: {}, children: [node] }
    expect(foldRich([node], 10_000).folded).toBe(true)
  })

  test('a hundred thousand empty elements are cut as well', () => {
    const many = Array.from({ length: 100_000 }, (): RichNode => ({ tag: 'span', attrs: {}, children: [] }))
    const { nodes, folded } = foldRich(many, 1_000_000)
    expect(nodes).toHaveLength(20_000)
    expect(folded).toBe(true)
  })
})

describe('folding plain text', () => {
  test('lines count as lines, so that a poem does not fill the feed', () => {
    const { text, folded } = foldText(Array.from({ length: 100 }, (_, index) => `${index}`).join('\n'), 700)
    expect(folded).toBe(true)
    expect(text.split('\n').length).toBeLessThan(20)
  })

  test('a cut is a beginning of the text and never splits a character', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', '\n', '😺', ' ', 'é'), { maxLength: 400 }),
        fc.integer({ min: 1, max: 200 }),
        (letters, budget) => {
          const whole = letters.join('')
          const { text, folded } = foldText(whole, budget)
          expect(text.isWellFormed()).toBe(true)
          if (folded) expect(whole.startsWith(text.replace(/…$/, '').trimEnd())).toBe(true)
          else expect(text).toBe(whole)
        },
      ),
    )
  })
})
