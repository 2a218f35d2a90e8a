import { afterEach, beforeEach, expect, test } from 'vitest'
import { fakeContext, type FakeServer, fakeSession } from '../../tests/support/fake-session.ts'
import { pngChunk, pngFrame } from '../../tests/support/pictures.ts'
import { jid } from '../../tests/support/engines.ts'
import { NS_BOB } from '#protocol/xep0231-bob.ts'
import { type Element, attr, xml } from '#protocol/xml.ts'
import { encodeBytes } from '#shared/base64.ts'
import { KithError } from '#shared/errors.ts'
import { parseJid } from '#shared/jid.ts'
import { sha1Hex } from '#shared/sha1.ts'
import { bobPicture } from '#storage/bob-pictures.ts'
import { accountDb } from '#storage/db.ts'
import type { AccountDb } from '#storage/schema.ts'
import { loadBob } from './answer/load-bob.ts'
import { readMessage } from './read-message.ts'
import { readElement } from './session/xml-reader.ts'

const [me, ada] = [jid('me@example.org'), jid('ada@elsewhere.example')]
const HASH = '8f35fef110ffc5df08d579a50083ff9308fb6242'
const cidOf = (hash: string): string => `sha1+${hash}@bob.xmpp.org`

function read(body: string, more: string) {
  const stanza = `<message xmlns='jabber:client' from='${ada}/movim' to='${me}' type='chat' id='1'><body>${body}</body>${more}</message>`
  return readMessage(readElement(stanza), { account: me, archiveId: null, stampAt: 1, sentAt: 1 })
}

const markup = (inside: string): string =>
  `<html xmlns='http://jabber.org/protocol/xhtml-im'><body xmlns='http://www.w3.org/1999/xhtml'>${inside}</body></html>`
const image = (src: string, alt = 'A cat that waves'): string => `<img src='${src}' alt='${alt}'/>`
const file = (url: string, type = 'image/png'): string =>
  `<file-sharing xmlns='urn:xmpp:sfs:0'><file xmlns='urn:xmpp:file:metadata:0'><media-type>${type}</media-type><desc>A cat</desc></file>` +
  `<sources><url-data xmlns='http://jabber.org/protocol/url-data' target='${url}'/></sources></file-sharing>`

test('a sticker of either kind is known as one, with what it shows and what stands for it elsewhere', () => {
  const sticker = `<sticker xmlns='urn:xmpp:stickers:0' pack='EpRv28DHHzFrE4zd'/>`
  expect(read('😘', `${sticker}${file('https://up.example/cat.png')}`)).toMatchObject({
    body: '😘',
    sticker: { alt: 'A cat', pack: { service: ada, node: 'urn:xmpp:stickers:0', id: 'EpRv28DHHzFrE4zd' } },
    files: [{ url: 'https://up.example/cat.png' }],
  })
  const held = read('Sticker', markup(`<p>${image(`cid:${cidOf(HASH)}`)}</p>`))
  expect(held).toMatchObject({ body: 'Sticker', sticker: { alt: 'A cat that waves', held: { cid: cidOf(HASH), holder: `${ada}/movim` } } })
  expect(held?.files).toBeUndefined()
})

test('what is more than one picture, or another kind of thing, is a message like any other', () => {
  const cid = `cid:${cidOf(HASH)}`
  const messages = [
    read('Look :cat:', markup(`<p>Look ${image(cid, ':cat:')}</p>`)),
    read('Two', markup(`<p>${image(cid)}${image(cid)}</p>`)),
    read('x', markup(image('https://tracker.example/1.png'))),
    read('x', markup(image('cid:sha256+abc@bob.xmpp.org'))),
    read('x', markup(image(`cid:sha1+${HASH}@evil.example`))),
    read('x', `<html xmlns='http://jabber.org/protocol/xhtml-im'/>`),
    read('😘', `<sticker xmlns='urn:xmpp:stickers:0'/>`),
    read('😘', `<sticker xmlns='urn:xmpp:stickers:0'/>${file('https://up.example/a.svg', 'image/svg+xml')}`),
  ]
  expect(messages.map(message => [message?.body !== undefined, message?.sticker])).toEqual(messages.map(() => [true, undefined]))
})

let db: AccountDb
beforeEach(() => {
  db = accountDb(`kith:stickers-${Math.random()}`)
})
afterEach(() => db.delete())

async function ask(bytes: Uint8Array, over: { hash?: string; answer?: FakeServer } = {}) {
  const cid = cidOf(over.hash ?? (await sha1Hex(bytes as Uint8Array<ArrayBuffer>)))
  const give: FakeServer = ({ payload }): Element =>
    xml('data', { xmlns: NS_BOB, cid: attr(payload, 'cid') ?? '', 'max-age': '86400', type: 'image/png' }, encodeBytes(bytes))
  const context = fakeContext(db, fakeSession(me, over.answer ?? give))
  const holder = parseJid(`${ada}/movim`)
  if (!holder) throw new Error('no address')
  const load = () => loadBob(context, { holder, cid })
  return { cid, load, context }
}

test('it is asked of the device that sent it, once, and kept', async () => {
  const { cid, load, context } = await ask(pngFrame(200, 200))
  expect([await load(), await load()]).toEqual([{ found: true }, { found: true }])
  expect(context.session.requests.map(({ type, to }) => [type, to])).toEqual([['get', `${ada}/movim`]])
  expect(await bobPicture(db, cid)).toMatchObject({ mediaType: 'image/png' })
})

test.each([
  ['is not what its name says', pngFrame(20, 20), { hash: HASH }],
  ['is no picture', new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>'), {}],
  ['would fill the memory', pngFrame(30_000, 30_000), {}],
  ['is larger than stickers are', pngFrame(20, 20, pngChunk('tEXt', new Uint8Array(600_000))), {}],
  [
    'is not there any more',
    pngFrame(20, 20),
    {
      answer: () => {
        throw new KithError('not-found', 'gone')
      },
    },
  ],
  ['is another one', pngFrame(20, 20), { answer: () => xml('data', { xmlns: NS_BOB, cid: cidOf(HASH) }, encodeBytes(pngFrame(20, 20))) }],
])('what %s is not kept', async (_, bytes, over) => {
  const { load } = await ask(bytes, over)
  expect(await load()).toEqual({ found: false })
  expect(await db.avatars.count()).toBe(0)
})

test('without a connection nothing is decided', async () => {
  const answer: FakeServer = () => {
    throw new KithError('offline', 'no connection')
  }
  const { load } = await ask(pngFrame(20, 20), { answer })
  await expect(load()).rejects.toMatchObject({ kind: 'offline' })
})
