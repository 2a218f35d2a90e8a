import { describe, expect, test } from 'vitest'
import { hostOf, promisedHost, safeHref, safeMediaUrl } from './safe-href.ts'

describe('what may be a link', () => {
  test.each([
    ['https://example.org/a?b=c', 'https://example.org/a?b=c'],
    ['HTTP://EXAMPLE.ORG', 'http://example.org/'],
    ['mailto:ada@example.org', 'mailto:ada@example.org'],
    ['tel:+15550100', 'tel:+15550100'],
    ['xmpp:ada@example.org?message', 'xmpp:ada@example.org?message'],
    ['geo:52.5,13.4', 'geo:52.5,13.4'],
  ])('%s', (raw, href) => expect(safeHref(raw)).toBe(href))

  test.each([
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    '\u0001javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'blob:https://example.org/1',
    'file:///etc/passwd',
    'aesgcm://example.org/x#00',
    'https://user:secret@example.org/',
    '//example.org/x',
    '/relative',
    '#/settings',
    '',
    `https://example.org/${'a'.repeat(3000)}`,
  ])('%j stays text', raw => expect(safeHref(raw)).toBeUndefined())
})

test.each([
  ['https://example.org/a.png', true],
  ['http://localhost:5280/a.png', true],
  ['http://127.0.0.1:5280/a.png', true],
  ['http://example.org/a.png', false],
  ['http://localhost.evil.example/a.png', false],
  ['data:image/png;base64,AAAA', false],
  ['xmpp:ada@example.org', false],
])('media from %s: %s', (url, may) => expect(safeMediaUrl(url) !== undefined).toBe(may))

test('words that promise a host are told from words that do not', () => {
  expect(promisedHost('https://bank.example/login')).toBe('bank.example')
  expect(promisedHost('bank.example')).toBe('bank.example')
  expect(promisedHost(' www.bank.example/a ')).toBe('www.bank.example')
  expect(promisedHost('read this')).toBe('')
  expect(promisedHost('e.g. this')).toBe('')
  expect(hostOf('mailto:ada@example.org')).toBe('')
})
