import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { jid } from '../../tests/support/engines.ts'
import { readElement } from '#engine/session/xml-reader.ts'
import { packText } from './xep0449-pack-hash.ts'
import { buildPack, isGenuine, parsePack } from './xep0449-packs.ts'
import { buildSticker, NS_STICKERS, parseStickerPack } from './xep0449-stickers.ts'
import { type Element, xml } from './xml.ts'

const sha = (text: string): string => createHash('sha256').update(text).digest('base64')

interface Told {
  desc: string
  file?: string
  more?: string
}

const item = ({ desc, file = desc, more = '' }: Told): string =>
  `<item><file xmlns='urn:xmpp:file:metadata:0'><media-type>image/png</media-type><desc>${desc}</desc><size>71045</size>` +
  `<dimensions>512x256</dimensions><hash xmlns='urn:xmpp:hashes:2' algo='sha-256'>${sha(file)}</hash></file>` +
  `<sources xmlns='urn:xmpp:sfs:0'><url-data xmlns='http://jabber.org/protocol/url-data' target='https://up.example/${encodeURIComponent(file)}.png'/>` +
  `</sources>${more}</item>`

const pack = (...inside: string[]): Element => readElement(`<pack xmlns='${NS_STICKERS}'>${inside.join('')}</pack>`)
const names = `<name>The hill</name><name xml:lang='de'>Der Hügel</name><summary>It waves.</summary>`
const signed = (inside: string, hash: string, algo = 'sha-256'): Element =>
  pack(inside, `<hash xmlns='urn:xmpp:hashes:2' algo='${algo}'>${hash}</hash>`)

const facts = (description: string, file = description) => ({
  mediaType: 'image/png',
  name: '',
  description,
  bytes: 71045,
  width: 512,
  height: 256,
  sha256: sha(file),
})

test('a pack is read with its names, its pictures and what they may stand for; of what is no file nothing is', () => {
  const thumb = item({ desc: '👍', more: `<suggest>+1</suggest><suggest xml:lang='fr'>d’accord</suggest><suggest> </suggest>` })
  expect(parsePack(pack(names, thumb, '<item/>', '<restricted/>', item({ desc: '😘' })))).toEqual({
    name: 'The hill',
    summary: 'It waves.',
    restricted: true,
    hash: undefined,
    stickers: [
      { ...facts('👍'), sources: ['https://up.example/%F0%9F%91%8D.png'], suggestions: ['+1', 'd’accord'] },
      { ...facts('😘'), sources: ['https://up.example/%F0%9F%98%98.png'], suggestions: [] },
    ],
  })
  expect(parsePack(readElement(`<pack xmlns='urn:example'/>`))).toBeUndefined()
  expect(parsePack(pack(...Array.from({ length: 300 }, (_, at) => item({ desc: `${at}` }))))?.stickers).toHaveLength(200)
})

test('what is hashed are the names and the stickers in the order of their bytes, each with its end', async () => {
  // U+FFFD comes before U+1F44D by its bytes, and behind it by its code units.
  const [high, low] = ['👍', '\uFFFD']
  const two = [item({ desc: high }), item({ desc: low })]
  const sticker = (desc: string): string => `${desc}\u001Esha-256\u001F${sha(desc)}\u001F\u001E\u001D`
  const text =
    'name\u001F\u001FThe hill\u001F\u001Ename\u001Fde\u001FDer Hügel\u001F\u001Esummary\u001F\u001FIt waves.\u001F\u001E\u001C' +
    `${sticker(low)}${sticker(high)}\u001C`
  expect(new TextDecoder().decode(packText(pack(names, ...two)))).toBe(text)

  const hash = sha(text)
  const id = hash.slice(0, 24)
  const whole = signed(`${two[1]}${names}${two[0]}`, hash)
  expect(await isGenuine(whole, id)).toBe(true)
  expect(await isGenuine(whole, `x${id.slice(1)}`)).toBe(false)
  expect(await isGenuine(signed(`${names}${two[0]}`, hash), id)).toBe(false)
  expect(await isGenuine(signed(`${names}${two.join('')}`, hash, 'md5'), id)).toBe(false)
  expect(await isGenuine(pack(names, ...two), id)).toBe(false)
})

test('a pack that is built is what its id says, and read again; with other things in it, it is another one', async () => {
  const stickers = ['👍', 'A hill & a <tree>'].map(each => ({ ...facts(each), url: 'https://up.example/a.png' }))
  const one = await buildPack({ name: 'Mine', summary: '', stickers, before: undefined })
  const wire = readElement(one.payload.toString())
  expect(await isGenuine(wire, one.id)).toBe(true)
  expect(parsePack(wire)).toMatchObject({
    name: 'Mine',
    summary: '',
    restricted: false,
    stickers: stickers.map(({ url, ...facts }) => ({ ...facts, sources: [url] })),
  })
  expect((await buildPack({ name: 'Mine', summary: '', stickers: stickers.toReversed(), before: wire })).id).toBe(one.id)
  expect((await buildPack({ name: 'Mine', summary: '', stickers: stickers.slice(1), before: wire })).id).not.toBe(one.id)
})

test('what others wrote into a pack stays when something is added to it', async () => {
  const before = pack(
    names,
    item({ desc: '👍', more: `<suggest>+1</suggest><colour xmlns='urn:example'>red</colour>` }),
    item({ desc: '😘' }),
    `<license xmlns='urn:example'>CC0</license><restricted/>`,
  )
  const stickers = [
    { ...facts('👍'), url: 'https://up.example/other.png' },
    { ...facts('new'), url: 'https://up.example/new.png' },
  ]
  const { payload } = await buildPack({ name: 'The hill', summary: 'It waves.', stickers, before })
  const text = payload.toString()
  expect(text).toContain(`<colour xmlns="urn:example">red</colour>`)
  expect(text).toContain(`<license xmlns="urn:example">CC0</license>`)
  expect(text).toContain('Der Hügel')
  expect(text).not.toContain('😘')
  const renamed = await buildPack({ name: 'The tree', summary: '', stickers, before })
  expect(renamed.payload.toString()).not.toContain('gel')
  expect(parsePack(payload)).toMatchObject({ restricted: true, stickers: [{ suggestions: ['+1'] }, { description: 'new' }] })
})

test('a sticker says which pack it is from, and where that lies unless it is one of its sender’s', () => {
  const [romeo, library] = [jid('romeo@montague.example'), jid('stickers.example')]
  const told = (sticker: Element) => parseStickerPack(xml('message', { xmlns: 'jabber:client' }, sticker), romeo)
  const own = { service: romeo, node: NS_STICKERS, id: 'EpRv28DHHzFrE4zd+xaNpVb4' }
  const other = { service: library, node: 'cats', id: 'c' }
  expect(buildSticker(own, romeo).attrs).toEqual({ xmlns: NS_STICKERS, pack: own.id })
  expect([own, other].map(pack => told(buildSticker(pack, romeo)))).toEqual([own, other])
  expect(told(buildSticker(undefined, romeo))).toBeUndefined()
  expect(told(xml('sticker', { xmlns: NS_STICKERS, pack: 'x'.repeat(2000) }))).toBeUndefined()
  expect(told(xml('sticker', { xmlns: NS_STICKERS, pack: 'x', jid: '@@' }))).toBeUndefined()
})
