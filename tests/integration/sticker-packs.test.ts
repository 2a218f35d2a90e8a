import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { keepFiles } from '#commands/keep-files.ts'
import { keepPack } from '#commands/keep-pack.ts'
import { removePack } from '#commands/remove-pack.ts'
import { savePack } from '#commands/save-pack.ts'
import { sendSticker } from '#commands/send-sticker.ts'
import type { NodeEngine } from '#engine/node.ts'
import { PACKS_NODE, packDraftKey, type StickerPack } from '#model/sticker-pack.ts'
import { stickerPacks } from '#storage/sticker-packs.ts'
import { uploadsOf } from '#storage/uploads.ts'
import { startEjabberd } from '../servers/ejabberd.ts'
import { startProsody } from '../servers/prosody.ts'
import type { TestServer } from '../servers/test-server.ts'
import { jid, useEngines } from '../support/engines.ts'
import { pngFrame } from '../support/pictures.ts'
import { waitFor } from '../support/wait-for.ts'

const [anna, ben] = [jid('anna@localhost'), jid('ben@localhost')]

async function run(engine: NodeEngine, command: (db: NodeEngine['db']) => Promise<unknown>): Promise<void> {
  await command(engine.db)
  engine.nudge()
  await waitFor(async () => (await engine.db.outbox.count()) === 0, { what: 'an empty outbox', timeoutMs: 30_000 })
}

/** Puts pictures into a pack, each with what stands for it. */
async function put(engine: NodeEngine, pack: StickerPack | null, ...words: string[]): Promise<void> {
  await run(engine, async db => {
    const owner = packDraftKey(pack?.key ?? null)
    const files = words.map((word, at) => ({
      name: `${word}.png`,
      blob: new Blob([pngFrame(20 + at, 30 + word.length)], { type: 'image/png' }),
    }))
    await keepFiles(db, { owner, files })
    for (const [at, { id }] of (await uploadsOf(db, owner)).entries()) await db.uploads.update(id, { alt: words[at] ?? '' })
    return await savePack(db, { key: pack?.key ?? null, name: 'Hills', stickers: pack?.stickers ?? [], now: Date.now() })
  })
}

const packsOf = async (engine: NodeEngine): Promise<[string, string[]][]> => {
  await engine.ask('my-packs', {})
  return (await stickerPacks(engine.db)).map(({ name, stickers }) => [name, stickers.map(({ alt }) => alt)])
}

describe.each([
  ['prosody', startProsody],
  ['ejabberd', startEjabberd],
] as const)('sticker packs on %s', (_, start) => {
  let server: TestServer
  const { device, witness, register } = useEngines(() => server)
  beforeAll(async () => {
    server = await start()
    await register('anna', 'ben')
  })
  afterAll(() => server?.stop())

  test('one account’s is on all its devices; a sticker of it leads another account to it, who takes it on and sends from it', async () => {
    const [desk, phone, friend] = [await device('anna'), await device('anna'), await device('ben')]
    await put(desk, null, '👋', '🌄')
    expect(await packsOf(phone)).toEqual([['Hills', ['👋', '🌄']]])
    // Something more in it, from the other device: one pack still, with another id.
    const [there] = await stickerPacks(phone.db)
    await put(phone, there ?? null, 'a longer one')
    const all: [string, string[]][] = [['Hills', ['👋', '🌄', 'a longer one']]]
    expect(await packsOf(desk)).toEqual(all)
    const [mine] = await stickerPacks(desk.db)
    const sticker = mine?.stickers[0]
    if (!mine || !sticker) throw new Error('no sticker')
    expect((await fetch(sticker.url)).status).toBe(200)

    await run(desk, db => sendSticker(db, { packKey: mine.key, sticker, me: anna, conversation: ben, now: Date.now() }))
    await waitFor(async () => (await friend.db.messages.count()) === 1, { what: 'the sticker' })
    const [arrived] = await friend.db.messages.toArray()
    const address = { service: anna, node: PACKS_NODE, id: mine.id ?? '' }
    expect(arrived).toMatchObject({
      body: '👋',
      sticker: { alt: '👋', pack: address },
      files: [{ url: sticker.url, sha256: sticker.sha256 }],
    })
    // They are no contacts: the node is open.
    const { pack } = await friend.ask('open-pack', address)
    expect(pack).toMatchObject({ name: 'Hills', genuine: true, restricted: false })
    if (!pack) throw new Error('no pack')
    await run(friend, db => keepPack(db, { pack, now: Date.now() }))
    const [theirs] = await stickerPacks(friend.db)
    await run(friend, db =>
      sendSticker(db, { packKey: theirs?.key ?? '', sticker: pack.stickers[1] ?? sticker, me: ben, conversation: anna, now: Date.now() }),
    )
    await waitFor(async () => (await desk.db.messages.count()) === 2, { what: 'the answer' })
    expect((await desk.db.messages.where('[conversation+order]').between([ben, -Infinity], [ben, Infinity]).last())?.sticker?.pack).toEqual(
      {
        ...address,
        service: ben,
      },
    )

    // Taken away by one, it stays with the other.
    await run(desk, db => removePack(db, { key: mine.key, now: Date.now(), undoMs: 0 }))
    expect([await packsOf(phone), await packsOf(friend)]).toEqual([[], all])
    const own = await witness('anna')
    const items = await own.iq('get', anna, `<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='${PACKS_NODE}'/></pubsub>`)
    expect(items.getChild('pubsub')?.getChild('items')?.getChildren('item')).toEqual([])
  })
})
