import { expect, test } from 'vitest'
import { readElement } from '#engine/session/xml-reader.ts'
import { buildLinkMetadata, parseLinkMetadata } from './xep0511-link-metadata.ts'
import { xml } from './xml.ts'

const RDF = "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'"
const read = (content: string) => parseLinkMetadata(readElement(`<message xmlns='jabber:client'>${content}</message>`))
const page = { url: 'https://example.org/bread?a=1&b=2', title: 'Bread', description: 'All about it' }

test('what is told of a page is read again, with its picture', () => {
  const picture = { url: 'https://example.org/bread.jpg', alt: 'A loaf', width: 600, height: 315 }
  for (const link of [page, { ...page, picture }]) expect(read(buildLinkMetadata(link).toString())).toEqual([link])
  expect(parseLinkMetadata(xml('message', {}, buildLinkMetadata(page)))).toEqual([page])
})

test('others write it with other prefixes, as Prosody passes it on, and in the namespaces of earlier years', () => {
  const xep = `<rdf:Description ${RDF} xmlns:og='https://ogp.me/ns#' xmlns:ogi='https://ogp.me/ns#image:' rdf:about='https://example.org/a'><og:title>A</og:title><og:image>cid:x</og:image><og:image>https://example.org/a.png</og:image><ogi:alt>Alt</ogi:alt></rdf:Description>`
  const picture = { url: 'https://example.org/a.png', alt: 'Alt', width: null, height: null }
  expect(read(xep)).toEqual([{ url: 'https://example.org/a', title: 'A', description: '', picture }])
  const passedOn = `<Description xmlns='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:ns1='http://www.w3.org/1999/02/22-rdf-syntax-ns#' ns1:about='https://example.org/a'><title xmlns='https://ogp.me/ns#'>A</title></Description>`
  const early = `<rdf:RDF ${RDF}><rdf:Description about='https://example.org/a'><title xmlns='http://opengraphprotocol.org/schema/'>A</title></rdf:Description></rdf:RDF>`
  for (const form of [passedOn, early]) expect(read(form)).toEqual([{ url: 'https://example.org/a', title: 'A', description: '' }])
})

test('no page of the web, nothing said, or too much of it', () => {
  const of = (about: string, facts = "<title xmlns='https://ogp.me/ns#'>A</title>"): string =>
    `<rdf:Description ${RDF} rdf:about='${about}'>${facts}</rdf:Description>`
  for (const about of ['javascript:alert(1)', 'xmpp:a@b', '/a', '', `https://example.org/${'a'.repeat(3000)}`])
    expect(read(of(about))).toEqual([])
  expect(read(of('https://example.org/', '<title>A</title>'))).toEqual([])
  expect(read(of('https://example.org/', "<image xmlns='https://ogp.me/ns#'>javascript:alert(1)</image>"))).toEqual([])
  const many = Array.from({ length: 50 }, (_, index) => of(`https://example.org/${index}`)).join('')
  expect(read(many + many)).toHaveLength(5)
  const [long] = read(of('https://example.org/', `<title xmlns='https://ogp.me/ns#'>${'a \n'.repeat(10_000)}</title>`))
  expect(long?.title).toHaveLength(300)
})
