import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bareOf, domainOf, hasLocal, localOf, parseBareJid, parseJid, resourceOf } from './jid.ts'

describe('equal addresses are equal strings', () => {
  test.each([
    ['Juliet@Example.COM', 'juliet@example.com'],
    ['ＪＵＬＩＥＴ@example.com', 'juliet@example.com'],
    ['ju\u0301liet@example.com', 'j\u00faliet@example.com'],
    ['example.com.', 'example.com'],
    ['fußball@example.com', 'fußball@example.com'],
    ['π@example.com', 'π@example.com'],
    ['user@xn--bcher-kva.example', 'user@xn--bcher-kva.example'],
    ['user@Bücher.example', 'user@bücher.example'],
  ])('%s is %s', (written, normal) => {
    expect(parseBareJid(written)).toBe(normal)
  })

  test('the resource keeps its case and its slashes', () => {
    const jid = parseJid('A@B.c/Some/Where')
    expect(jid).toBe('a@b.c/Some/Where')
    if (!jid) throw new Error('not parsed')
    expect([bareOf(jid), resourceOf(jid), domainOf(jid), localOf(jid), hasLocal(jid)]).toEqual(['a@b.c', 'Some/Where', 'b.c', 'a', true])
  })
})

test.each([
  '',
  '@example.com',
  'a b@example.com',
  'a"b@example.com',
  'a@',
  'a@b@c',
  'a@b/',
  '/x',
  'a@exa mple',
  'a<b@c',
  `${'x'.repeat(1024)}@b`,
  'a@b\u0000',
  'a\u0000@b',
])('%j is not an address', text => expect(parseJid(text)).toBeUndefined())

test('whatever was normalised once stays as it is, and nothing throws', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), text => {
      const once = parseJid(text)
      if (once) expect(parseJid(once)).toBe(once)
    }),
  )
})
