import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { splitLinks } from './parts.ts'

const linksOf = (text: string): string[] => splitLinks(text).flatMap(part => (part.kind === 'link' ? [part.text] : []))

describe('links in a message', () => {
  test.each([
    ['see https://example.org/a.', ['https://example.org/a']],
    ['(https://en.example.org/wiki/Foo_(bar))', ['https://en.example.org/wiki/Foo_(bar)']],
    ['https://example.org/?a=1&b=2, and more', ['https://example.org/?a=1&b=2']],
    ['これはhttps://example.org/、です', ['https://example.org/']],
    ['これは https://example.org/。', ['https://example.org/']],
    ['HTTP://EXAMPLE.ORG/x!', ['HTTP://EXAMPLE.ORG/x']],
    ['write to mailto:ada@example.org', ['mailto:ada@example.org']],
    ['join xmpp:garden@rooms.example.org?join', ['xmpp:garden@rooms.example.org?join']],
    ['https://a.example https://b.example', ['https://a.example', 'https://b.example']],
    ['*https://example.org/*', ['https://example.org/']],
  ])('%s', (text, links) => expect(linksOf(text)).toEqual(links))

  test.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'geo:52.5,13.4',
    'vbscript:x',
    'file:///etc/passwd',
    'xhttps://example.org/',
    'https://',
    'https://user:secret@example.org/',
    'https://bank.example@evil.example/',
    'mailto:nobody',
    `https://example.org/${'a'.repeat(3_000)}`,
  ])('%s stays text', text => expect(linksOf(text)).toEqual([]))

  test('a bidi override ends a link, so that it cannot show another host than it opens', () => {
    expect(linksOf('https://example.org/\u202Egpj.exe')).toEqual(['https://example.org/'])
  })

  test('loses no character', () => {
    const piece = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('https://', 'http://a.b/', 'xmpp:a@b', '(', ')', '.', ' ', '\n'))
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), pieces => {
        const text = pieces.join('')
        expect(
          splitLinks(text)
            .map(part => part.text)
            .join(''),
        ).toBe(text)
      }),
    )
  })

  test('a body made of schemes is read in linear time', () => {
    const text = 'https://('.repeat(20_000)
    const startedAt = performance.now()
    splitLinks(text)
    splitLinks(`https://a.b/${')'.repeat(200_000)}`)
    expect(performance.now() - startedAt).toBeLessThan(1_000)
  })
})
