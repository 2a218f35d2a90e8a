import { existsSync, readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readElement } from '#engine/session/xml-reader.ts'
import { RICH_ATTRIBUTES, RICH_TAGS, type RichNode, type RichTag } from '#shared/rich-text.ts'
import { plainTextOf } from '#shared/rich-plain.ts'
import { buildRichText, NS_XHTML, parseRichText } from './xhtml-rich-text.ts'
import { legalText, xml } from './xml.ts'

const walk = (inner: string): RichNode[] => parseRichText(readElement(`<div xmlns='http://www.w3.org/1999/xhtml'>${inner}</div>`))

function elementsOf(nodes: readonly RichNode[]): Exclude<RichNode, string>[] {
  return nodes.flatMap(node => (typeof node === 'string' ? [] : [node, ...elementsOf(node.children)]))
}

test('what is allowed stays with its allowed attributes', () => {
  expect(walk('<p class="x" style="color:red" dir="rtl">a <strong onclick="x">b</strong><br/></p>')).toEqual([
    {
      tag: 'p',
      attrs: { dir: 'rtl' },
      children: ['a ', { tag: 'strong', attrs: {}, children: ['b'] }, { tag: 'br', attrs: {}, children: [] }],
    },
  ])
})

test('a film keeps its size and its still, where they are what they should be', () => {
  const film = `<video src="https://example.org/f.mp4" poster="javascript:alert(1)" width="640" height="50%"/>`
  expect(walk(film)).toEqual([{ tag: 'video', attrs: { src: 'https://example.org/f.mp4', width: '640' }, children: [] }])
  expect(walk('<video poster="https://example.org/p.jpg"/><p poster="https://example.org/p.jpg" width="3">a</p>')).toEqual([
    { tag: 'video', attrs: { poster: 'https://example.org/p.jpg' }, children: [] },
    { tag: 'p', attrs: {}, children: ['a'] },
  ])
})

test('what is unknown keeps its text, what would act goes with all that is in it', () => {
  expect(walk('<article>a<center>b</center></article><script>evil()</script><svg><a>c</a></svg><math><p>d</p></math>')).toEqual(['a', 'b'])
})

test('another namespace is another language', () => {
  expect(walk("<script xmlns='http://www.w3.org/2000/svg'>x</script><p xmlns='urn:other'>y</p>z")).toEqual(['z'])
})

test.each([
  ['javascript:alert(1)', null],
  ['java&#10;script:alert(1)', null],
  [' javascript:alert(1)', null],
  ['data:text/html,x', null],
  ['vbscript:x', null],
  ['/relative', null],
  ['//host/x', null],
  ['https://example.org/a?b=c', 'https://example.org/a?b=c'],
  ['mailto:a@b.c', 'mailto:a@b.c'],
  ['xmpp:a@b.c?message', 'xmpp:a@b.c?message'],
  ['geo:1,2', 'geo:1,2'],
])('a link to %j leads to %j', (href, target) => {
  const [first] = elementsOf(walk(`<a href="${href}">x</a>`))
  expect(first?.attrs.href ?? null).toBe(target)
})

test('a picture without a lawful address is its description', () => {
  expect(walk('<img src="data:image/png;base64,AAAA" alt="a cat"/>')).toEqual(['a cat'])
  expect(elementsOf(walk('<img src="https://example.org/c.png" alt="c" srcset="https://x"/>'))).toEqual([
    { tag: 'img', attrs: { src: 'https://example.org/c.png', alt: 'c' }, children: [] },
  ])
})

test('what lies deeper or beyond the limits is cut, not refused', () => {
  const wide = walk(Array.from({ length: 30_000 }, () => '<b>x</b>').join(''))
  expect(elementsOf(wide).length).toBeLessThanOrEqual(20_000)
  expect(elementsOf(wide).length).toBeGreaterThan(5000)
  const deep = walk('<div>'.repeat(240) + 'bottom' + '</div>'.repeat(240))
  expect(plainTextOf(deep)).toBe('bottom')
})

test('plain text has a line for each block', () => {
  expect(plainTextOf(walk('<h1>Title</h1><p>one  two<br/>three</p><ul><li>a</li><li>b</li></ul>'))).toBe(
    'Title\n\none two\nthree\n\na\n\nb',
  )
})

const corpora = ['xss-dompurify', 'xss-owasp'].map(name => `../shared/corpora/${name}.json`)

test.runIf(corpora.every(file => existsSync(file)))('nothing of the public attack sets comes through (needs ../shared/corpora)', () => {
  const tags = new Set<string>(RICH_TAGS)
  const attributes = new Set<string>(RICH_ATTRIBUTES)
  let wellFormed = 0
  for (const file of corpora) {
    const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { cases: { payload: string }[] }
    for (const { payload } of cases) {
      let nodes: RichNode[]
      try {
        nodes = walk(payload)
      } catch {
        // Not well-formed XML: such a frame never gets past the stream's reader.
        continue
      }
      wellFormed += 1
      for (const { tag, attrs } of elementsOf(nodes)) {
        expect(tags.has(tag)).toBe(true)
        for (const [name, value] of Object.entries(attrs)) {
          expect(attributes.has(name)).toBe(true)
          if (['href', 'cite'].includes(name)) expect(value).toMatch(/^(https?|mailto|tel|xmpp|geo):/)
          if (name === 'src') expect(value).toMatch(/^https?:/)
        }
      }
    }
  }
  // 39 of the 324; the others are HTML, which is for the browser tests.
  expect(wellFormed).toBeGreaterThan(30)
})

test('what is written is read back, also by way of the wire', () => {
  const text = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
    .map(legalText)
    .filter(words => words !== '')
  const element = (tags: readonly RichTag[], children: fc.Arbitrary<RichNode[]>): fc.Arbitrary<RichNode> =>
    fc.record({ tag: fc.constantFrom(...tags), attrs: fc.constant({}), children })
  const inline = fc.letrec<{ nodes: RichNode[]; node: RichNode }>(tie => ({
    nodes: fc.array(tie('node'), { minLength: 1, maxLength: 4, depthIdentifier: 'rich' }),
    node: fc.oneof(
      { depthIdentifier: 'rich', maxDepth: 4 },
      text,
      element(['strong', 'em', 'del', 'code'], tie('nodes')),
      fc.record({ tag: fc.constant('a' as const), attrs: fc.constant({ href: 'https://example.org/?a=1&b=2' }), children: tie('nodes') }),
    ),
  }))
  const block = element(['p', 'blockquote', 'li', 'h2', 'pre', 'td'], inline.nodes)
  // Two texts side by side are one text once they were on the wire.
  const joined = (nodes: readonly RichNode[]): RichNode[] =>
    nodes.reduce<RichNode[]>((known, node) => {
      const last = known.at(-1)
      if (typeof node !== 'string') return [...known, { ...node, children: joined(node.children) }]
      return typeof last === 'string' ? [...known.slice(0, -1), last + node] : [...known, node]
    }, [])
  fc.assert(
    fc.property(fc.array(block, { maxLength: 5 }), nodes => {
      const wire = readElement(xml('div', { xmlns: NS_XHTML }, buildRichText(nodes)).toString())
      expect(parseRichText(wire)).toEqual(joined(nodes))
    }),
  )
})
