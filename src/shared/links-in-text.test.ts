import { expect, test } from 'vitest'
import { linksInText } from './links-in-text.ts'

test.each([
  ['see https://example.org/bread.', ['https://example.org/bread']],
  ['(https://example.org/a_(b)) and more', ['https://example.org/a_(b)']],
  ['[bread](https://example.org/x) **https://example.org/y**', ['https://example.org/x', 'https://example.org/y']],
  ['<https://example.org/z> "https://example.org/q"', ['https://example.org/z', 'https://example.org/q']],
  ['https://example.org and https://example.org/', ['https://example.org/']],
  ['[https://example.org/a](https://example.org/b)', ['https://example.org/a', 'https://example.org/b']],
  ['xmpp:a@b javascript:alert(1) https:// http://', []],
])('%j', (text, links) => {
  expect(linksInText(text)).toEqual(links)
})
