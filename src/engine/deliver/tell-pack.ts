import { buildPublish, buildRetract } from '#protocol/xep0060-pubsub.ts'
import { buildPack } from '#protocol/xep0449-packs.ts'
import { NS_STICKERS } from '#protocol/xep0449-stickers.ts'
import type { Element } from '#protocol/xml.ts'
import type { OutboxRow } from '#model/outbox.ts'
import { isWaiting, type PackSticker, type StickerPack } from '#model/sticker-pack.ts'
import { outgoingFile, uploadIdOf } from '#model/upload.ts'
import { KithError } from '#shared/errors.ts'
import { intentsOf } from '#storage/lane.ts'
import type { AccountDb } from '#storage/schema.ts'
import { settleRow } from '#storage/settle.ts'
import { dropStickerPictures } from '#storage/sticker-packs.ts'
import { dropUploads } from '#storage/uploads.ts'
import type { EngineContext } from '../context.ts'
import { preparePacksNode } from '../prepare-node.ts'
import { packElement } from '../read-pack.ts'
import type { Deliver } from './drain.ts'
import { sendFiles } from './upload-files.ts'
import { withHash } from './with-hash.ts'

/** Puts a pack to those of my account, or takes it away, as it is wanted by now. Running it twice does the same: its id is made of what is in it. */
export const tellPack: Deliver = async (context, row) => {
  if (row.intent.kind !== 'tell-pack') return
  const { packKey } = row.intent
  const pack = await context.db.packs.get(packKey)
  if (!pack) return
  await (pack.wanted ? publish(context, row, pack) : takeAway(context, row, pack))
}

async function takeAway(context: EngineContext, row: OutboxRow, { key, id }: StickerPack): Promise<void> {
  if (id !== null) await retract(context, id)
  await context.inbox.commit(async db => {
    await settleRow(db, row)
    const now = await db.packs.get(key)
    if (!now) return
    // Wanted again meanwhile: what waits behind this row puts it back.
    if (now.wanted) return
    await db.packs.delete(key)
    await dropUploads(db, key)
    await dropStickerPictures(db, now.stickers)
  })
}

async function retract(context: EngineContext, id: string): Promise<void> {
  try {
    await context.session.request('set', context.account, buildRetract(NS_STICKERS, id), { urgency: 'user' })
  } catch (error) {
    if (!(error instanceof KithError) || error.kind !== 'not-found') throw error
  }
}

async function publish(context: EngineContext, row: OutboxRow, pack: StickerPack): Promise<void> {
  await preparePacksNode(context, NS_STICKERS)
  const ready = isWaiting(pack) ? await withPictures(context, pack, row.attempts) : { pack, sent: [] }
  if (!ready) return
  const { id, payload } = await itemOf(ready.pack)
  await context.session.request('set', context.account, buildPublish(NS_STICKERS, id, payload), { urgency: 'user' })
  // Something else in it is another id: the item that it was goes only when this one is there.
  if (pack.id !== null && pack.id !== id) await retract(context, pack.id)
  const at = context.now()
  await context.inbox.commit(async db => {
    await settleRow(db, row)
    await noteTold(db, { pack: ready.pack, sent: ready.sent, id, source: payload.toString(), at })
  })
}

/** As it was read, where nothing else is in it: with all that others wrote there. */
async function itemOf({ id, source, changed, name, summary, stickers }: StickerPack): Promise<{ id: string; payload: Element }> {
  const before = packElement(source)
  if (id !== null && before && !changed) return { id, payload: before }
  const files = stickers.map(({ title, alt, ...facts }) => ({ ...facts, name: title, description: alt }))
  return await buildPack({ name, summary, stickers: files, before })
}

/** A picture that was chosen here, and as others find it. */
interface Sent {
  upload: string
  sticker: PackSticker
  blob: Blob | undefined
}

/** Its pictures where others can fetch them. Undefined when it was taken away meanwhile. */
async function withPictures(context: EngineContext, { key }: StickerPack, tries: number) {
  const files = await sendFiles(context, { key, tries, read: db => db.packs.get(key), filesOf: ({ stickers }) => stickers })
  if (!files) return undefined
  const sent: Sent[] = []
  const stickers: PackSticker[] = []
  for (const [index, file] of files.files.entries()) {
    const kept = files.thing.stickers[index]
    const upload = kept && uploadIdOf(kept)
    const sticker = upload === undefined ? file : { ...(await withHash(context, file, kept)), alt: kept?.alt ?? '' }
    stickers.push(sticker)
    if (upload === undefined) continue
    const stored = await context.db.uploads.get(upload)
    sent.push({ upload, sticker, blob: (stored && outgoingFile(stored)?.blob) ?? undefined })
  }
  return { pack: { ...files.thing, stickers }, sent }
}

interface Told {
  pack: StickerPack
  sent: readonly Sent[]
  id: string
  source: string
  at: number
}

/** It is at my account. What became of it meanwhile waits behind this, and is told then. */
async function noteTold(db: AccountDb, { pack, sent, id, source, at }: Told): Promise<void> {
  const now = await db.packs.get(pack.key)
  if (!now) return
  const places = new Map(sent.map(({ upload, sticker }) => [upload, sticker]))
  const stickers = now.stickers.map(sticker => ({ ...(places.get(uploadIdOf(sticker) ?? '') ?? sticker), alt: sticker.alt }))
  const rows = await intentsOf(db, { kind: 'tell-pack', packKey: pack.key }, ['tell-pack'])
  const { changed, before, ...rest } = now
  const isChangedAgain = rows.length > 0
  await db.packs.put({
    ...rest,
    ...(isChangedAgain && {
      ...(changed && { changed }),
      ...(before && { before: { name: pack.name, summary: pack.summary, stickers: pack.stickers } }),
    }),
    stickers,
    id,
    source,
    state: isChangedAgain ? 'pending' : 'settled',
    failure: null,
    toldAt: at,
  })
  for (const { sticker, blob } of sent) {
    if (blob && sticker.sha256 !== undefined) await db.stickerPictures.put({ sha256: sticker.sha256, blob })
  }
  await db.uploads.bulkDelete(sent.map(({ upload }) => upload))
}
