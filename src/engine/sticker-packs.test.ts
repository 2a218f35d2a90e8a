/** Packs of stickers: made, kept, changed, taken away and read again, with an account in memory. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { keepFiles } from '#commands/keep-files.ts'
import { keepPack } from '#commands/keep-pack.ts'
import { removePack, undoRemovePack } from '#commands/remove-pack.ts'
import { discardPack, retryPack, savePack } from '#commands/save-pack.ts'
import { sendSticker } from '#commands/send-sticker.ts'
import { forwardMessages } from '#commands/forward-messages.ts'
import { type FoundPack, PACKS_NODE, packDraftKey, type StickerPack } from '#model/sticker-pack.ts'
import { NS_UPLOAD } from '#protocol/xep0363-http-upload.ts'
import { buildPack, isGenuine, parsePack } from '#protocol/xep0449-packs.ts'
import { attr, type Element, xml } from '#protocol/xml.ts'
import { KithError } from '#shared/errors.ts'
import { accountDb } from '#storage/db.ts'
import type { AccountDb } from '#storage/schema.ts'
import { recentStickers, stickerPacks } from '#storage/sticker-packs.ts'
import { type Dialect, FakePubsub } from '../../tests/support/fake-pubsub.ts'
import { type FakeContext, fakeContext, type FakeRequest, fakeSession } from '../../tests/support/fake-session.ts'
import { jid } from '../../tests/support/engines.ts'
import { pngFrame } from '../../tests/support/pictures.ts'
import { myPacks, openPack } from './answer/sticker-packs.ts'
import { DELIVERERS } from './deliver/deliverers.ts'
import { createDrain, type Drain } from './deliver/drain.ts'
import { readMessage } from './read-message.ts'
import { readElement } from './session/xml-reader.ts'

const [me, ada, ben, upload] = [jid('me@example.org'), jid('ada@example.org'), jid('ben@example.org'), jid('upload.example.org')]

let db: AccountDb
let account: FakePubsub
let context: FakeContext
let drain: Drain
let refusal: KithError | undefined
let puts: number

beforeEach(() => {
  ;[refusal, puts] = [undefined, 0]
  begin('prosody')
})
afterEach(async () => {
  await drain.stop()
  await db.delete()
})

function begin(dialect: Dialect): void {
  account = new FakePubsub(dialect, me)
  ;({ db, context, drain } = device())
}

/** Another one of the account sees the same server. */
function device() {
  const db = accountDb(`kith:packs-${Math.random()}`)
  const answer = (request: FakeRequest): Element | undefined => {
    if (request.payload.is('request', NS_UPLOAD)) {
      puts += 1
      const url = `https://up.example.org/${puts}/${attr(request.payload, 'filename')}`
      return xml('slot', { xmlns: NS_UPLOAD }, xml('put', { url }), xml('get', { url }))
    }
    if (refusal && request.type === 'set') throw refusal
    return account.answer(request)
  }
  const files = { put: async () => ({ kind: 'answered' as const, status: 201 }), decode: async () => null }
  const context = fakeContext(db, fakeSession(me, answer, { uploadService: upload }), files)
  return { db, context, drain: createDrain(context, DELIVERERS) }
}

const picture = (edge: number, name = 'hill.png') => ({ name, blob: new Blob([pngFrame(edge, edge)], { type: 'image/png' }) })
const items = () => account.nodes.get(PACKS_NODE)?.items ?? []
const mine = async (): Promise<StickerPack> => (await stickerPacks(db))[0] as StickerPack

async function choose(key: string | null, ...chosen: [edge: number, words: string][]): Promise<void> {
  const owner = packDraftKey(key)
  await keepFiles(db, { owner, files: chosen.map(([edge, words]) => picture(edge, `${words}.png`)) })
  for (const { id, name } of await db.uploads.where('owner').equals(owner).toArray())
    await db.uploads.update(id, { alt: name.slice(0, -4) })
}

async function makePack(...words: string[]): Promise<string> {
  await choose(null, ...words.map((each, at): [number, string] => [20 + at, each]))
  return await savePack(db, { key: null, name: 'The hill', stickers: [], now: 1 })
}

async function offered(over: { genuine?: boolean } = {}): Promise<FoundPack> {
  const sticker = {
    mediaType: 'image/png',
    name: 'cat.png',
    description: '😺',
    bytes: 10,
    width: 9,
    height: 9,
    sha256: `${'A'.repeat(43)}=`,
  }
  const built = await buildPack({
    name: 'Cats',
    summary: 'By Ada',
    stickers: [{ ...sticker, url: 'https://cats.example/1.png' }],
    before: undefined,
  })
  built.payload.append(xml('license', { xmlns: 'urn:example' }, 'CC0'))
  const id = over.genuine === false ? 'another' : built.id
  account.put(PACKS_NODE, id, built.payload, ada)
  const { pack } = await openPack(context, { service: ada, node: PACKS_NODE, id })
  account.nodes.clear()
  return pack as FoundPack
}

test('a pack that is made here goes with its pictures, is open to all, and is what its id says', async () => {
  await makePack('👋', '🌄')
  expect(await mine()).toMatchObject({ id: null, state: 'pending', stickers: [{ alt: '👋' }, { alt: '🌄' }] })
  await drain.run()
  const [item] = items()
  expect(item && (await isGenuine(item.payload, item.id))).toBe(true)
  expect(parsePack(item?.payload)).toMatchObject({
    name: 'The hill',
    stickers: [
      { description: '👋', sources: [`https://up.example.org/1/${encodeURIComponent('👋')}.png`], width: 20 },
      { description: '🌄', sources: [`https://up.example.org/2/${encodeURIComponent('🌄')}.png`] },
    ],
  })
  expect(account.node(PACKS_NODE).options).toMatchObject({ access_model: 'open', max_items: 'max' })
  expect(await mine()).toMatchObject({ id: item?.id, state: 'settled', stickers: [{ url: expect.stringMatching(/^https:/) }, {}] })
  // Its pictures are on this device for when there is no network, and the files that were sent are not there twice.
  expect([await db.stickerPictures.count(), await db.uploads.count(), await db.outbox.count()]).toEqual([2, 0, 0])
})

test.each(['prosody', 'ejabberd'] as const)('what one device does the other one sees, on %s', async dialect => {
  await drain.stop()
  await db.delete()
  begin(dialect)
  const key = await makePack('👋')
  await drain.run()
  const other = device()
  await myPacks(other.context)
  const [seen] = await stickerPacks(other.db)
  expect(seen).toMatchObject({ id: items()[0]?.id, name: 'The hill', stickers: [{ alt: '👋' }], state: 'settled' })
  // Something more in it is another item, and the old one goes.
  const { stickers } = await mine()
  await choose(key, [30, '🌄'])
  await savePack(db, { key, name: 'The hill', stickers, now: 2 })
  await drain.run()
  expect(items()).toHaveLength(1)
  await myPacks(other.context)
  expect((await stickerPacks(other.db)).map(pack => pack.stickers.map(({ alt }) => alt))).toEqual([['👋', '🌄']])
  await removePack(db, { key, now: 3, undoMs: 0 })
  await drain.run()
  expect(items()).toEqual([])
  await myPacks(other.context)
  expect([await stickerPacks(other.db), await db.packs.count(), await db.stickerPictures.count()]).toEqual([[], 0, 0])
  await other.drain.stop()
  await other.db.delete()
})

test('somebody’s pack is kept under its id with all that is written in it, once; taking it out can be undone', async () => {
  const pack = await offered()
  expect(pack).toMatchObject({ genuine: true, restricted: false, name: 'Cats' })
  const kept = await keepPack(db, { pack, now: 1 })
  expect(await keepPack(db, { pack, now: 2 })).toBeUndefined()
  await drain.run()
  expect(items().map(({ id, payload }) => [id, payload.toString().includes('<license xmlns="urn:example">CC0</license>')])).toEqual([
    [pack.id, true],
  ])
  const { key } = kept as { key: string }
  const removed = await removePack(db, { key, now: Date.now(), undoMs: 60_000 })
  expect(await stickerPacks(db)).toEqual([])
  expect(removed && (await undoRemovePack(db, { ...removed, now: Date.now() }))).toBe(true)
  await drain.run()
  expect([(await mine()).name, items().length, await db.outbox.count()]).toEqual(['Cats', 1, 0])
  // With something else in it, it is a pack of mine, with another id.
  await savePack(db, { key, name: 'My cats', stickers: (await mine()).stickers, now: 3 })
  await drain.run()
  expect(items().map(({ id }) => id === pack.id)).toEqual([false])
  expect(items()[0]?.payload.toString()).toContain('CC0')
  // And the one that it was can be taken on beside it.
  expect(await keepPack(db, { pack, now: 4 })).toMatchObject({ key: expect.any(String) })
  await drain.run()
  expect([items().length, (await stickerPacks(db)).map(({ name }) => name)]).toEqual([2, ['Cats', 'My cats']])
  await myPacks(context)
  expect((await stickerPacks(db)).map(({ name }) => name).toSorted()).toEqual(['Cats', 'My cats'])
})

test('what is not what it says, lies where others can see who asks, or is no picture, is told or left out', async () => {
  expect(await offered({ genuine: false })).toMatchObject({ genuine: false })
  const told = (url: string, type: string, sha = `${'A'.repeat(43)}=`): string =>
    `<item><file xmlns='urn:xmpp:file:metadata:0'><media-type>${type}</media-type><desc>x</desc><hash xmlns='urn:xmpp:hashes:2' algo='sha-256'>${sha}</hash></file>` +
    `<sources xmlns='urn:xmpp:sfs:0'><url-data xmlns='http://jabber.org/protocol/url-data' target='${url}'/></sources></item>`
  const bad = [
    told('http://plain.example/a.png', 'image/png', `${'B'.repeat(43)}=`),
    told('javascript:alert(1)', 'image/png', `${'C'.repeat(43)}=`),
    told('https://a.example/a.svg', 'image/svg+xml', `${'D'.repeat(43)}=`),
    told('https://a.example/a.png', 'image/png', 'none'),
  ]
  const good = told('https://a.example/a.png', 'image/png').repeat(2)
  account.put(PACKS_NODE, 'p', readElement(`<pack xmlns='urn:xmpp:stickers:0'><name>x</name>${bad.join('')}${good}</pack>`), ada)
  const { pack } = await openPack(context, { service: ada, node: PACKS_NODE, id: 'p' })
  expect(pack?.stickers.map(({ url }) => url)).toEqual(['https://a.example/a.png'])
  expect(await openPack(context, { service: ada, node: PACKS_NODE, id: 'nowhere' })).toEqual({ pack: null })
})

test('where the account takes no packs it says so, keeps what was made, and can be asked again or left', async () => {
  const key = await makePack('👋')
  refusal = new KithError('forbidden', 'no')
  await drain.run()
  expect(await mine()).toMatchObject({ state: 'failed', failure: { kind: 'forbidden' }, stickers: [{ alt: '👋' }] })
  await myPacks(context)
  refusal = undefined
  await retryPack(db, { key, now: 2 })
  await drain.run()
  expect(await mine()).toMatchObject({ state: 'settled', failure: null })
  const { stickers } = await mine()
  refusal = new KithError('forbidden', 'no')
  await savePack(db, { key, name: 'Renamed', stickers, now: 3 })
  await drain.run()
  expect((await mine()).name).toBe('Renamed')
  await discardPack(db, key)
  expect(await mine()).toMatchObject({ name: 'The hill', state: 'settled', failure: null })
})

test('a sticker goes as a picture in every dialect and comes back as one, also of a pack that is not there yet', async () => {
  const key = await makePack('👋')
  const waiting = (await mine()).stickers[0]
  if (!waiting) throw new Error('no sticker')
  await sendSticker(db, { packKey: key, sticker: waiting, me, conversation: ben, now: 1 })
  await drain.run()
  const sticker = (await mine()).stickers[0]
  if (!sticker) throw new Error('no sticker')
  const [answered] = await db.messages.toArray()
  await sendSticker(db, { packKey: key, sticker, me, conversation: ben, answers: answered?.key ?? null, now: 2 })
  await drain.run()
  const sent = context.session.sent
  expect(sent.map(each => each.getChildText('body'))).toEqual(['👋', '> 👋\n👋'])
  const { id } = await mine()
  const read = sent.map(each => {
    const arrived = readElement(each.toString())
    arrived.attrs['from'] = me
    return readMessage(arrived, { account: me, archiveId: null, stampAt: 1, sentAt: 1 })
  })
  expect(read).toMatchObject([
    { body: '👋', sticker: { alt: '👋' }, files: [{ mediaType: 'image/png', width: 20 }] },
    {
      body: '👋',
      sticker: { alt: '👋', pack: { service: me, node: PACKS_NODE, id } },
      files: [{ url: sticker.url, sha256: sticker.sha256 }],
      reply: { quote: '👋' },
    },
  ])
  expect(sent[1]?.getChild('x', 'jabber:x:oob')?.getChildText('url')).toBe(sticker.url)
  expect(await recentStickers(db)).toContain(sticker.sha256)
  // Passed on it is a sticker still, of the pack that it was from.
  const [message] = await db.messages.filter(each => each.sticker?.pack !== undefined).toArray()
  await forwardMessages(db, { me, keys: [message?.key ?? ''], to: [ada], now: 3, undoMs: 0 })
  const passedOn = await db.messages.filter(({ conversation }) => conversation === ada).toArray()
  expect(passedOn).toMatchObject([{ body: '👋', sticker: { pack: { service: me, id } } }])
})
