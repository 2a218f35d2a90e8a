import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readElement } from '#engine/session/xml-reader.ts'
import { type BareJid, parseBareJid } from '#shared/jid.ts'
import { textOfHtml } from './atom-text.ts'
import { payloadHash } from './payload-hash.ts'
import { atomIdOf, buildEntry, type OutgoingEntry } from './xep0277-build-entry.ts'
import { NS_ATOM, parseEntry } from './xep0277-microblog.ts'
import type { Element } from './xml.ts'

const me = parseBareJid('me@example.org') as BareJid
const service = parseBareJid('pubsub.example.org') as BareJid
const entry = (inner: string): ReturnType<typeof parseEntry> => parseEntry(readElement(`<entry xmlns='${NS_ATOM}'>${inner}</entry>`))

const outgoing: OutgoingEntry = {
  service,
  node: 'party',
  itemId: 'my-first-long-title-of-the-day-a1b2c3',
  by: me,
  title: 'My first',
  text: 'One\ntwo\n\nthree',
  author: { jid: me, name: 'Me' },
  publishedAt: Date.UTC(2026, 7, 6, 8),
  updatedAt: Date.UTC(2026, 7, 6, 9),
  categories: ['hashtag'],
  enclosures: [
    { url: 'https://example.org/f.jpg', mediaType: 'image/jpeg', title: 'f.jpg', bytes: 12, width: 400, height: 300, alt: 'A ferry' },
    { url: 'https://example.org/g.png', mediaType: 'image/png', title: 'g.png', bytes: 7, width: 3, height: 2, alt: '' },
    {
      url: 'https://example.org/notes.pdf',
      mediaType: 'application/pdf',
      title: 'notes.pdf',
      bytes: 1,
      width: null,
      height: null,
      alt: '',
    },
  ],
  links: [{ url: 'https://example.org/', title: 'T', description: 'D' }],
  webUrl: null,
  rich: null,
  comments: { service, node: 'urn:xmpp:microblog:0:comments/x' },
  inReplyTo: null,
  via: null,
  location: null,
  warning: null,
}

describe('reading', () => {
  test('a post of Movim: rich text is drawn, its source is kept, comments are found by the title of the link', () => {
    const read = entry(`<id>x</id><title>Plain &amp; simple</title><author><uri>xmpp:me@example.org</uri></author>
      <link title='comments' href='xmpp:pubsub.example.org?;node=urn:xmpp:microblog:0:comments/x'/>
      <link rel='enclosure' href='https://example.org/a.jpg' type='image/jpeg' title='A'/>
      <content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>a <b>b</b></p></div></content>
      <content type='text'>a **b**</content><published>2026-08-06T08:00:00+00:00</published><category term='Hashtag'/><updated>2026-08-06T08:00:00Z</updated>`)
    expect(read).toMatchObject({
      title: 'Plain & simple',
      text: 'a **b**',
      rich: [{ tag: 'p' }],
      author: { jid: me, name: '' },
      comments: { service, node: 'urn:xmpp:microblog:0:comments/x' },
      enclosures: [{ url: 'https://example.org/a.jpg', mediaType: 'image/jpeg' }],
      categories: ['Hashtag'],
      publishedAt: Date.UTC(2026, 7, 6, 8),
    })
  })

  test('a text in which words run together is not taken for the source of the markup', () => {
    const content = (text: string) =>
      entry(`<title>T</title><content type='text'>${text}</content>
        <content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><h2>Hi</h2><p>A <b>bold</b> word</p></div></content>`)?.text
    expect(content('HiA bold word')).toBe('Hi\n\nA bold word')
    expect(content('## Hi\n\nA **bold** word')).toBe('## Hi\n\nA **bold** word')
  })

  test('a reply of Movim names its origin percent-encoded, ours raw', () => {
    for (const node of ['urn%3Axmpp%3Amicroblog%3A0', 'urn:xmpp:microblog:0']) {
      const reply = `<thr:in-reply-to xmlns:thr='http://purl.org/syndication/thread/1.0' href='xmpp:a@b.c?;node=${node};item=i'/>`
      expect(entry(`<title>t</title>${reply}`)?.inReplyTo).toEqual({ service: 'a@b.c', node: 'urn:xmpp:microblog:0', item: 'i' })
    }
  })

  test.each([
    ['neither title nor date', '<content>only text</content>', { title: '', text: 'only text', publishedAt: null, updatedAt: null }],
    ['a summary only', '<title>t</title><summary>s</summary>', { title: 't', text: 's' }],
    ['escaped markup', '<title type="html">a &lt;b&gt;b&lt;/b&gt;</title>', { title: 'a b', text: '', html: null }],
    ['a bridge that writes the media type', '<content type="text/html">&lt;p&gt;x&lt;/p&gt;</content>', { text: 'x', html: '<p>x</p>' }],
    [
      'a marked up title',
      '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>a <i>b</i></p></div></title>',
      { title: 'a b' },
    ],
  ])('%s is enough', (_name, inner, expected) => expect(entry(inner)).toMatchObject(expected))

  test('an empty entry, as Movim publishes to see whether it may, is no post', () => {
    expect(entry('')).toBeUndefined()
    expect(entry('<id>test_post</id><updated>2026-08-06T08:00:00Z</updated>')).toBeUndefined()
  })

  test('a text of more than a megabyte is cut', () => {
    expect(entry(`<content>${'x'.repeat(1_100_000)}</content>`)?.text.length).toBe(1024 * 1024)
  })

  test('a link that would act is left out', () => {
    const read = entry(
      "<title>t</title><link rel='related' href='javascript:x'/><link rel='enclosure' href='data:x,y'/><link rel='alternate' href='javascript:x'/>",
    )
    expect(read).toMatchObject({ links: [], enclosures: [], webUrl: null })
  })

  test('text of hostile html takes linear time', () => {
    const started = performance.now()
    textOfHtml('<'.repeat(1_000_000))
    textOfHtml('<a '.repeat(300_000) + '>')
    textOfHtml(' '.repeat(1_000_000))
    expect(performance.now() - started).toBeLessThan(2000)
  })
})

describe('writing', () => {
  const built = buildEntry(outgoing)

  test('what Movim insists on is there, in its order', () => {
    const names = built.getChildElements().map(element => element.getName())
    expect(names).toEqual([
      'id',
      'title',
      'author',
      ...Array.from({ length: 6 }, () => 'link'),
      'content',
      'content',
      'published',
      'category',
      'updated',
      'generator',
    ])
    const links = built.getChildElements().filter(element => element.getName() === 'link')
    expect(links.map(link => [link.attrs['rel'], link.attrs['title'], link.attrs['href']]).slice(0, 2)).toEqual([
      ['alternate', undefined, 'xmpp:pubsub.example.org?;node=party;item=my-first-long-title-of-the-day-a1b2c3'],
      ['replies', 'comments', 'xmpp:pubsub.example.org?;node=urn:xmpp:microblog:0:comments/x'],
    ])
    const files = links.filter(link => link.attrs['rel'] === 'enclosure')
    expect(files.map(({ attrs: { type, title, length } }) => [type, title, length])).toEqual([
      ['image/jpeg', 'A ferry', '12'],
      ['image/png', 'g.png', '7'],
      ['application/pdf', 'notes.pdf', '1'],
    ])
    expect(built.getChild('author')?.getChildText('uri')).toBe('xmpp:me@example.org')
  })

  test('the id is an IRI that an edit does not change', () => {
    expect(atomIdOf(outgoing)).toBe('tag:example.org,2026-08-06:my-first-long-title-of-the-day-a1b2c3')
    expect(atomIdOf({ ...outgoing, itemId: '1cb57d9c-1c46-41dd-838c-001143d5d5db' })).toBe('urn:uuid:1cb57d9c-1c46-41dd-838c-001143d5d5db')
  })

  const line = fc.string({ unit: 'grapheme', maxLength: 30 }).map(text => text.replace(/[\p{C}\s]+/gu, ' ').trim())
  test('what is written is read back, also by way of the wire, and has the same hash again', () => {
    fc.assert(
      fc.property(
        line.filter(Boolean),
        fc.array(line, { maxLength: 6 }),
        line,
        fc.array(line.filter(Boolean), { maxLength: 4 }),
        (title, lines, name, categories) => {
          const text = lines.join('\n').trim()
          const element = buildEntry({ ...outgoing, title, text, author: { jid: me, name }, categories })
          const wire: Element = readElement(element.toString())
          const { enclosures, links, comments, publishedAt, updatedAt } = outgoing
          expect(parseEntry(wire)).toMatchObject({
            title,
            text,
            categories,
            enclosures,
            links,
            publishedAt,
            updatedAt,
            comments: { ...comments, item: null },
          })
          expect(payloadHash(wire)).toBe(payloadHash(element))
        },
      ),
    )
  })
})

test('the hash sees what an entry means and not how it is written', () => {
  const hash = (text: string): string => payloadHash(readElement(text))
  expect(hash("<a:e xmlns:a='urn:x' q='1' p='2'><a:b/></a:e>")).toBe(hash("<e xmlns='urn:x' p='2' q='1'><b></b></e>"))
  expect(hash("<e xmlns='urn:x'><b/>c</e>")).not.toBe(hash("<e xmlns='urn:x'><b>c</b></e>"))
  expect(hash("<e xmlns='urn:x'/>")).not.toBe(hash("<e xmlns='urn:y'/>"))
})

const corpus = '../shared/corpora/atom-xep-examples.json'

test.runIf(existsSync(corpus))('every example of the XEPs is read without a fault (needs ../shared/corpora)', () => {
  const { cases } = JSON.parse(readFileSync(corpus, 'utf8')) as { cases: { id: string; xml: string; wellformed: boolean }[] }
  let entries = 0
  const visit = (element: Element): void => {
    if (element.is('entry', NS_ATOM)) {
      const read = parseEntry(element)
      if (read && (read.title !== '' || read.text !== '')) entries += 1
    }
    element.getChildElements().forEach(visit)
  }
  // An example may hold several stanzas.
  for (const { xml, wellformed } of cases) if (wellformed) visit(readElement(`<all>${xml.replaceAll(/<!--.*?-->/gs, '')}</all>`))
  expect(entries).toBeGreaterThan(20)
})
