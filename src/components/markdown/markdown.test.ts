import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { RichNode } from '#shared/rich-text.ts'
import { markdownToRich } from './markdown-to-rich.ts'
import { richToMarkdown } from './rich-to-markdown.ts'

/** Compact writing of a tree: `p(a strong(b))`. */
function sketch(nodes: readonly RichNode[]): string {
  return nodes
    .map(node => {
      if (typeof node === 'string') return node
      const attrs = [node.attrs.href, node.attrs.src].filter(Boolean).map(url => `<${url}>`)
      return `${node.tag}${attrs.join('')}(${sketch(node.children)})`
    })
    .join('')
}

const drawn = async (text: string): Promise<string> => sketch((await markdownToRich(text))?.rich ?? [])

describe('what people write', () => {
  test.each([
    ['# Head', 'h1(Head)'],
    ['**bold** and *slanted*', 'p(strong(bold) and em(slanted))'],
    ['- one\n- two', 'ul(li(one)li(two))'],
    ['> said', 'blockquote(p(said))'],
    ['`code` ~~gone~~', 'p(code(code) del(gone))'],
    ['```\na  b\nc\n```', 'pre(code(a  b\nc))'],
    ['[word](https://example.org/)', 'p(a<https://example.org/>(word))'],
    ['https://example.org/ **here**', 'p(a<https://example.org/>(https://example.org/) strong(here))'],
    ['[chat](xmpp:a@example.org)', 'p(a<xmpp:a@example.org>(chat))'],
    ['![a cat](https://example.org/cat.png)', 'p(img<https://example.org/cat.png>())'],
    ['| a | b |\n|---|---|\n| 1 | 2 |', 'table(thead(tr(th(a)th(b)))tbody(tr(td(1)td(2))))'],
    ['one **two**\nthree', 'p(one strong(two)br()three)'],
  ])('%j', async (text, expected) => {
    expect(await drawn(text)).toBe(expected)
  })

  test.each([
    'just words',
    'two\nlines',
    'two\n\nparagraphs',
    '#tag and 1 < 2',
    'a_b_c and 2 * 3 * 4',
    'see https://example.org/x and www.example.org or a@example.org',
    '<b>typed</b>',
    '',
  ])('%j says nothing but itself', async text => {
    expect(await markdownToRich(text)).toBeNull()
  })

  test('titles and tags come from the words without their marks', async () => {
    expect((await markdownToRich('## A *fine* day\n\nwith #sun'))?.plain).toBe('A fine day\n\nwith #sun')
  })
})

test.each([
  ['<script>alert(1)</script> **x**', /script\(/],
  ['<img src=x onerror=alert(1)> **x**', /img</],
  ['[x](javascript:alert(1))', /javascript:alert\(1\)>/],
  ['![x](data:image/svg+xml,<svg onload=alert(1)>)', /img<data/],
])('%j does nothing', async (text, forbidden) => {
  expect(await drawn(text)).not.toMatch(forbidden)
})

describe('markup back to Markdown', () => {
  test.each([
    '# Head',
    '**bold** and *slanted*',
    '- one\n- two\n  - inner',
    '1. one\n2. two',
    '> said\n>\n> again',
    '`code` ~~gone~~',
    '```\na  b\nc\n```',
    '[word](https://example.org/)',
    '![a cat](https://example.org/cat.png)',
    '| a | b |\n| - | - |\n| 1 | 2 |',
    'one **two**\nthree',
  ])('%j', async text => {
    expect(await richToMarkdown((await markdownToRich(text))?.rich ?? [])).toBe(text)
  })

  test('letters that would be marks stay letters', async () => {
    const words = fc.string({ unit: fc.constantFrom(...Array.from('ab *_`[]<>#-+1.~\\|!()')), minLength: 1, maxLength: 24 })
    await fc.assert(
      fc.asyncProperty(words, async text => {
        const line = text.replace(/\s+/g, ' ').trim()
        if (line === '') return
        const tree: RichNode[] = [{ tag: 'p', attrs: {}, children: [line] }]
        const again = await markdownToRich(`${await richToMarkdown(tree)}\n\n**end**`)
        expect(again?.plain.split('\n')[0]?.trim()).toBe(line)
      }),
      { numRuns: 300 },
    )
  })
})
