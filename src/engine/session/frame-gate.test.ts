import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Element, legalText, xml } from '#protocol/xml.ts'
import { MAX_FRAME_BYTES, admitFrame } from './frame-gate.ts'
import { XmlFault } from './xml-fault.ts'

const message = (inner: string): string => `<message xmlns='jabber:client'>${inner}</message>`
const deep = (depth: number, namespace = ''): string =>
  message(`${`<a${namespace ? ` xmlns='${namespace}'` : ''}>`.repeat(depth - 1)}${'</a>'.repeat(depth - 1)}`)
const XHTML = 'http://www.w3.org/1999/xhtml'

/** What it is, the illegal frame, the honest twin. */
const TABLE: [string, string, string][] = [
  ['document type', `<!DOCTYPE x>${message('')}`, message('')],
  ['document type inside', message('<!DOCTYPE x>'), message('<x/>')],
  ['entity bomb', `<!DOCTYPE l [<!ENTITY a "b">]>${message('&a;')}`, message('&amp;')],
  ['processing instruction', message('<?php x ?>'), message('<php/>')],
  ['xml declaration', `<?xml version='1.0'?>${message('')}`, message('')],
  ['comment', message('<!-- x -->'), message('<x/>')],
  ['comment around', `<!-- x -->${message('')}`, message('')],
  ['two stanzas in a frame', message('') + message(''), message('<message/>')],
  ['text after', `${message('')}x`, `${message('')}\n`],
  ['text before', ` ${message('')}`, message(' ')],
  ['no element', 'hello', message('hello')],
  ['nothing', '', message('')],
  ['unclosed', "<message xmlns='jabber:client'><body>", message('<body></body>')],
  ['closed by another', message('<a></b>'), message('<a></a>')],
  ['closed by a longer name', message('<a></ab>'), message('<ab></ab>')],
  ['only an end tag', '</message>', '<message/>'],
  ['crossed tags', message('<a><b></a></b>'), message('<a><b></b></a>')],
  ['space in a tag name', message('< a/>'), message('<a />')],
  ['name that starts with a digit', message('<1a/>'), message('<a1/>')],
  ['duplicate attribute', message("<a b='1' b='2'/>"), message("<a b='1' c='2'/>")],
  [
    'duplicate attribute by namespace',
    message("<a xmlns:p='u' xmlns:q='u' p:b='1' q:b='2'/>"),
    message("<a xmlns:p='u' xmlns:q='v' p:b='1' q:b='2'/>"),
  ],
  ['undeclared prefix', message('<p:a/>'), message("<p:a xmlns:p='u'/>")],
  ['undeclared attribute prefix', message("<a p:b='1'/>"), message("<a xml:lang='en'/>")],
  ['prefix out of its scope', message("<a xmlns:p='u'/><p:b/>"), message("<a xmlns:p='u'><p:b/></a>")],
  ['two colons', message("<p:q:a xmlns:p='u'/>"), message("<p:a xmlns:p='u'/>")],
  ['prefix taken back', message("<a xmlns:p=''/>"), message("<a xmlns=''/>")],
  ['xml prefix bound anew', message("<a xmlns:xml='u'/>"), message("<a xmlns:xml='http://www.w3.org/XML/1998/namespace'/>")],
  ['attribute without quotes', message('<a b=1/>'), message("<a b='1'/>")],
  ['attribute without value', message('<a b/>'), message("<a b=''/>")],
  ['attributes without space', message("<a b='1'c='2'/>"), message("<a b='1' c='2'/>")],
  ['< in an attribute', message("<a b='<'/>"), message("<a b='&lt;>'/>")],
  ['unknown entity', message('&nbsp;'), message('&quot;&apos;&lt;&gt;&amp;')],
  ['entity named like a property', message('&constructor;'), message('&amp;constructor;')],
  ['lone ampersand', message('a & b'), message('a &amp; b')],
  ['ampersand in an attribute', message("<a b='x&y'/>"), message("<a b='x&amp;y'/>")],
  ['reference to NUL', message('&#0;'), message('&#9;&#x1F600;')],
  ['reference to a control character', message('&#x1B;'), message('&#x20;')],
  ['reference to a surrogate', message('&#xD800;'), message('&#xD7FF;')],
  ['reference beyond Unicode', message('&#x110000;'), message('&#x10FFFF;')],
  ['NUL', message('\u0000'), message('\t')],
  ['vertical tab', message('\u000B'), message('\n')],
  ['escape', message('\u001B[31m'), message('[31m')],
  ['non-character', message('\uFFFE'), message('\uFFFD')],
  ['lone surrogate', message('\uD83D'), message('\u{1F600}')],
  [']]> in text', message(']]>'), message(']]&gt;')],
  ['CDATA without end', message('<![CDATA[x'), message('<![CDATA[x]]>')],
  ['CDATA around', '<![CDATA[x]]>', message('<![CDATA[<a>&]]>')],
]

describe.each(TABLE)('%s', (_what, illegal, honest) => {
  test('is refused', () => expect(() => admitFrame(illegal)).toThrow(XmlFault))
  test('its honest twin is let in', () => expect(admitFrame(honest)).toBeInstanceOf(Element))
})

/** How many elements lie in each other. */
function depthOf(element: Element): number {
  let depth = 0
  for (let at: Element | undefined = element; at; at = at.getChildElements()[0]) depth += 1
  return depth
}

test.each<[string, string, number]>([
  ['64 deep: whole', deep(64), 64],
  ['65 deep: cut off', deep(65), 64],
  ['100,000 deep: cut off, without a stack that overflows', deep(100_000), 64],
  ['256 deep in XHTML: whole', deep(256, XHTML), 256],
  ['257 deep in XHTML: cut off', deep(257, XHTML), 256],
])('%s', (_what, frame, depth) => {
  expect(depthOf(admitFrame(frame))).toBe(depth)
})

test('what lies too deep is left out, and nothing else: no text of it, no prefix of it, nothing beside it', () => {
  const deepest = `${'<a>'.repeat(70)}words<p:q/>${'</a>'.repeat(70)}`
  const element = admitFrame(message(`<body>before</body>${deepest}<after/>`))
  expect(element.getChildElements().map(child => child.name)).toEqual(['body', 'a', 'after'])
  expect(element.toString()).not.toContain('words')
  expect(() => admitFrame(message(`${'<a>'.repeat(70)}${'</a>'.repeat(69)}`))).toThrow(XmlFault)
})

test('depth after XHTML has ended counts like any other', () => {
  const html = `<html xmlns='${XHTML}'>${'<b>'.repeat(100)}${'</b>'.repeat(100)}</html>`
  const [first, second] = admitFrame(message(html + `${'<a>'.repeat(100)}${'</a>'.repeat(100)}`)).getChildElements()
  expect([first && depthOf(first), second && depthOf(second)]).toEqual([101, 63])
})

test('names of any length, and another prefix for what is of XML itself, as servers let them through', () => {
  const name = 'n'.repeat(5000)
  expect(admitFrame(message(`<${name} ${name}='1'/>`)).getChildElements()[0]?.name).toBe(name)
  const element = admitFrame(message("<x xmlns:ns1='http://www.w3.org/XML/1998/namespace' ns1:base='https://example.org/'/>"))
  expect(element.getChildElements()).toHaveLength(1)
})

describe('beyond 16 MiB, counted in bytes,', () => {
  const attrs = "xmlns='jabber:client' from='romeo@example.org/x' id='1'"
  test.each([
    ['a message is empty', 'message', '', {}, []],
    ['a question is empty', 'iq', " type='get'", { type: 'get' }, []],
    ['an answer is an error', 'iq', " type='result'", { type: 'error' }, ['error']],
  ])('%s and keeps its sender', (_what, name, type, is, children) => {
    const frame = (text: string): string => `<${name} ${attrs}${type}><body>${text}</body></${name}>`
    for (const large of ['a'.repeat(MAX_FRAME_BYTES), '€'.repeat(MAX_FRAME_BYTES / 3)]) {
      const element = admitFrame(frame(large))
      expect(element.attrs).toMatchObject({ from: 'romeo@example.org/x', id: '1', ...is })
      expect(element.getChildElements().map(child => child.name)).toEqual(children)
      expect(element.getText()).toBe('')
    }
  })

  test('anything else ends the stream', () => {
    expect(() => admitFrame(`<features>${'a'.repeat(MAX_FRAME_BYTES)}</features>`)).toThrow(/large/)
  })

  test('a million letters are none of that', () => {
    expect(admitFrame(message('a'.repeat(1_000_000))).getText()).toHaveLength(1_000_000)
  })
})

test('binary frames are refused', () => {
  expect(() => admitFrame(new Uint8Array(3))).toThrow(/binary/)
})

test('reads what was meant: references, CDATA, line ends, white space in attributes, prefixes', () => {
  const element = admitFrame("<s:error xmlns:s='urn:s' a='1&#10;2\n3'>x&lt;\r\ny<![CDATA[<&>]]><b xmlns='urn:b'/></s:error>")
  expect(element.getName()).toBe('error')
  expect(element.getNS()).toBe('urn:s')
  expect(element.attrs['a']).toBe('1\n2 3')
  expect(element.getText()).toBe('x<\ny<&>')
  expect(element.getChild('b')?.getNS()).toBe('urn:b')
  expect(element.getChild('b')?.parent).toBe(element)
})

const name = fc.stringMatching(/^[a-z][a-z0-9.-]{0,8}$/)
const text = fc.string({ unit: 'grapheme', maxLength: 20 }).map(legalText)
const tree = fc.letrec<{ node: Element }>(tie => ({
  node: fc
    .tuple(
      name,
      fc.dictionary(name, text, { maxKeys: 4 }),
      fc.array(fc.oneof({ depthSize: 'small' }, text.filter(Boolean), tie('node')), { maxLength: 4 }),
    )
    .map(([tag, attributes, children]) => xml(tag, attributes, ...children)),
})).node

test('whatever we can write, we can read back the same', () => {
  fc.assert(
    fc.property(tree, element => {
      expect(admitFrame(element.toString()).toString()).toBe(element.toString())
    }),
  )
})

test('no frame at all makes it throw anything but a fault', () => {
  const scrap = fc.constantFrom(
    '<',
    '>',
    '/',
    'a',
    ' ',
    "'",
    '"',
    '=',
    '&',
    ';',
    '#',
    '!',
    '?',
    ']',
    ']]>',
    '<a>',
    '</a>',
    '<![CDATA[',
    'xmlns:p',
    ':',
  )
  fc.assert(
    fc.property(fc.array(scrap, { maxLength: 14 }), scraps => {
      try {
        admitFrame(`<a>${scraps.join('')}`)
      } catch (error) {
        expect(error).toBeInstanceOf(XmlFault)
      }
    }),
    { numRuns: 3_000 },
  )
})
