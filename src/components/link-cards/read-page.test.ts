import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readPage } from './read-page.ts'

const head = (inside: string): string => `<!doctype html><html><head>${inside}</head><body><title>no</title></body></html>`

test('what a page says for cards comes before what it says for browsers', () => {
  const title = '<title>Bread &amp; butter | Site</title><meta name="description" content="Plain">'
  expect(readPage(head(title))).toEqual({ title: 'Bread & butter | Site', description: 'Plain' })
  const card = `<meta property="og:title" content="Bread"><meta content='All &quot;about&#34; it' property='og:description'>`
  expect(readPage(head(title + card))).toEqual({ title: 'Bread', description: 'All "about" it' })
  expect(readPage(head('<meta name="description" content="a > b">')).description).toBe('a > b')
})

test('it reads what people write: any case and order, line breaks, no quotes, references of all kinds', () => {
  const page = head(
    '<TITLE lang=en>\n  Caf&eacute;\n \u00a0 au&nbsp;lait &#128512; &#x1F600; &unknown; </TITLE><META NAME=Description CONTENT=short>',
  )
  expect(readPage(page)).toEqual({ title: 'Café au lait 😀 😀 &unknown;', description: 'short' })
})

test('a title in a script, a comment, a drawing or the body is none', () => {
  const page = '<script>"<title>a</title>"</script><!-- <title>b</title> --><svg><title>c</title></svg><title>Real</title>'
  expect(readPage(head(page)).title).toBe('Real')
  expect(readPage('<body><title>late</title>').title).toBe('')
  expect(readPage('<head><script><title>never closed</title>').title).toBe('')
})

test('what is too long is cut, and what is no character is left out', () => {
  const { title, description } = readPage(
    head(`<title>${'ä'.repeat(1000)}</title><meta name=description content="a&#0;&#xD800;b&#x110000;">`),
  )
  expect(title).toBe(`${'ä'.repeat(299)}…`)
  expect(description).toBe('ab')
})

test('whatever comes, it answers with two lines of text, and soon', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), fc.constantFrom('<title>', '<meta content="', '<!--', '<script>', '&#'), (text, start) => {
      const { title, description } = readPage(`<head>${start}${text}${start}${text}`)
      for (const line of [title, description]) expect(line).not.toMatch(/[\n\r\t]/)
    }),
  )
  const began = performance.now()
  for (const piece of ['<meta ', '<script', '<!--', '<title>', '<meta content="a', 'a=', '<svg><'])
    readPage(piece.repeat(Math.floor(524_288 / piece.length)))
  expect(performance.now() - began).toBeLessThan(5000)
})
