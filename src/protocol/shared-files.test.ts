import { expect, test } from 'vitest'
import { readElement } from '#engine/session/xml-reader.ts'
import { buildSharedFiles, parseSharedFiles, type SharedFile } from './shared-files.ts'
import { NS_REPLY } from './xep0461-reply.ts'
import { type Element, xml } from './xml.ts'

const URL = 'https://up.example.org/a/summit.jpg'
const read = (content: string): Element => readElement(`<message xmlns='jabber:client'>${content}</message>`)
const shared = (body: string, content: string, ...beside: string[]) => parseSharedFiles(read(content), body, ...beside)
const oob = (url: string): string => `<x xmlns='jabber:x:oob'><url>${url}</url></x>`
const sfs = (inner: string, sources: string): string =>
  `<file-sharing xmlns='urn:xmpp:sfs:0' disposition='inline'><file xmlns='urn:xmpp:file:metadata:0'>${inner}</file><sources>${sources}</sources></file-sharing>`
const urlData = (target: string): string => `<url-data xmlns='http://jabber.org/protocol/url-data' target='${target}'/>`
const fallback = (namespace: string, range = ''): string =>
  `<fallback xmlns='urn:xmpp:fallback:0' for='${namespace}'><body ${range}/></fallback>`

test('the photo of XEP-0447, with its source that the browser can fetch', () => {
  const content =
    sfs(
      `<media-type>image/jpeg</media-type><name>summit.jpg</name><size>3032449</size><width>4096</width><height>2160</height>
       <hash xmlns='urn:xmpp:hashes:2' algo='sha3-256'>2XarmwTlNxDAMkvymloX3S5+VbylNrJt/l5QyPa+YoU=</hash>
       <hash xmlns='urn:xmpp:hashes:2' algo='sha-256'>2XarmwTlNxDAMkvymloX3S5+VbylNrJt/l5QyPa+YoU=</hash>
       <desc>Photo from the summit.</desc>`,
      `<jinglepub xmlns='urn:xmpp:jinglepub:1' from='romeo@montague.lit/r' id='9'/>${urlData(URL)}`,
    ) +
    fallback('urn:xmpp:sfs:0') +
    oob(URL)
  expect(shared(URL, content)).toEqual({
    files: [
      {
        url: URL,
        mediaType: 'image/jpeg',
        name: 'summit.jpg',
        description: 'Photo from the summit.',
        bytes: 3032449,
        width: 4096,
        height: 2160,
        sha256: '2XarmwTlNxDAMkvymloX3S5+VbylNrJt/l5QyPa+YoU=',
      },
    ],
    body: '',
  })
})

test('a picture of Movim, whose shape is told by its thumbnail', () => {
  const content = `<reference xmlns='urn:xmpp:reference:0' type='data'><media-sharing xmlns='urn:xmpp:sims:1'>
    <file xmlns='urn:xmpp:jingle:apps:file-transfer:4'><media-type>image/png</media-type><name>a b.png</name><size>12</size>
    <thumbnail xmlns='urn:xmpp:thumbs:1' uri='data:image/thumbhash;base64,AA' media-type='image/thumbhash' width='320' height='200'/></file>
    <sources><reference xmlns='urn:xmpp:reference:0' type='data' uri='${URL}'/></sources></media-sharing></reference>${oob(URL)}`
  expect(shared(URL, content)).toEqual({
    files: [{ url: URL, mediaType: 'image/png', name: 'a b.png', description: '', bytes: 12, width: 320, height: 200 }],
    body: '',
  })
})

test('of an address alone its ending says what it is', () => {
  const film = 'https://up.example.org/1/My%20film%20%E2%9C%93.MP4?token=1'
  expect(shared(film, oob(film.replace('&', '&amp;')))).toMatchObject({
    files: [{ mediaType: 'video/mp4', name: 'My film ✓.MP4' }],
    body: '',
  })
  expect(shared('https://up.example.org/x.pdf', oob('https://up.example.org/x.pdf'))).toMatchObject({
    files: [{ mediaType: '', name: 'x.pdf' }],
    body: '',
  })
})

test('words beside a file stay, and an address that words speak of is no file', () => {
  expect(shared('Look at this', oob(URL))).toMatchObject({ files: [{ url: URL }], body: 'Look at this' })
  const page = 'https://news.example/today'
  for (const body of [page, `Read ${page}!`]) expect(shared(body, oob(page))).toEqual({ files: [], body })
  expect(shared('From the road', sfs('<name>x.jpg</name>', urlData(URL)) + oob(URL))).toMatchObject({ body: 'From the road' })
})

test('ranges of a text that are fallbacks are taken out all at once, be they of a quotation or of a file', () => {
  const body = `> 😀 Where?\nHere ${URL}`
  const content =
    `<reply xmlns='${NS_REPLY}' id='a'/>${fallback(NS_REPLY, "start='0' end='11'")}` +
    sfs('<name>x.jpg</name>', urlData(URL)) +
    fallback('urn:xmpp:sfs:0', `start='16' end='${16 + URL.length}'`)
  expect(shared(body, content, NS_REPLY)).toMatchObject({ files: [{ url: URL, name: 'x.jpg', mediaType: 'image/jpeg' }], body: 'Here ' })
})

test('several files of one message are each there once, and never more than a screen can bear', () => {
  const many = Array.from({ length: 30 }, (_, index) => `https://up.example.org/${index}.png`)
  const content = many.map(url => sfs('', urlData(url)) + oob(url)).join('')
  const { files, body } = shared(many.join('\n'), content)
  expect(files.map(({ url }) => url)).toEqual(many.slice(0, 20))
  expect(body).toBe(many.join('\n'))
  expect(shared(many.slice(0, 3).join('\n'), content)).toMatchObject({ body: '' })
})

test.each([
  'javascript:alert(1)',
  'data:image/png;base64,AA',
  'file:///etc/passwd',
  'aesgcm://up.example.org/a.jpg#00',
  'xmpp:a@b',
  'a.jpg',
])('%s is no file', url => {
  expect(shared('words', sfs('<media-type>image/png</media-type>', urlData(url)) + oob(url))).toEqual({ files: [], body: 'words' })
})

test('a name has no way out of its folder, and an address that is not well-formed inside has one all the same', () => {
  expect(shared('', sfs('<name>../../etc/\u202Egpj.exe</name>', urlData(URL))).files[0]?.name).toBe('gpj.exe')
  expect(shared('', sfs('', urlData('https://up.example.org/50%25%zz.png'))).files[0]?.name).toBe('50%25%zz.png')
  expect(shared('', sfs('', urlData('https://up.example.org/a%2F..%2Fb.png'))).files[0]?.name).toBe('b.png')
})

test('what was written is read again, with words beside it and without', () => {
  const file: SharedFile = {
    url: URL,
    mediaType: 'image/jpeg',
    name: 'summit.jpg',
    description: 'A <hill> & more',
    bytes: 12,
    width: 4,
    height: 3,
    sha256: '2XarmwTlNxDAMkvymloX3S5+VbylNrJt/l5QyPa+YoU=',
  }
  const wire = (isAlone: boolean): Element =>
    readElement(xml('message', { xmlns: 'jabber:client' }, buildSharedFiles([file], isAlone)).toString())
  expect(parseSharedFiles(wire(true), URL)).toEqual({ files: [file], body: '' })
  expect(parseSharedFiles(wire(false), 'Words')).toEqual({ files: [file], body: 'Words' })
})
