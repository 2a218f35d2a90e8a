import { type PackSticker, stickerId, type StickerPack } from '#model/sticker-pack.ts'
import { outgoingFile, uploadIdOf } from '#model/upload.ts'
import type { Failure } from '#shared/errors.ts'
import { intentsOf } from './lane.ts'
import type { AccountDb } from './schema.ts'

const RECENT = 'stickers.recent'
const MOST_RECENT = 16

/** The packs that I want, the last one first. */
export async function stickerPacks(db: AccountDb): Promise<StickerPack[]> {
  const all = await db.packs.toArray()
  return all.filter(({ wanted }) => wanted).toSorted((one, other) => other.addedAt - one.addedAt)
}

/** One of mine, by the id that it has at my account. */
export async function packById(db: AccountDb, id: string): Promise<StickerPack | undefined> {
  return (await db.packs.toArray()).find(pack => pack.id === id)
}

/** What of mine is still to be told waits in the outbox. */
export async function isPackWaiting(db: AccountDb, packKey: string): Promise<boolean> {
  const rows = await intentsOf(db, { kind: 'tell-pack', packKey }, ['tell-pack'])
  return rows.some(({ state }) => state !== 'failed')
}

/** One that my account refuses stays as I want it, and says so; one that could not be taken away is there again. */
export async function failPack(db: AccountDb, packKey: string, failure: Failure): Promise<void> {
  const pack = await db.packs.get(packKey)
  if (pack) await db.packs.put(pack.wanted ? { ...pack, state: 'failed', failure } : { ...pack, wanted: true, state: 'settled', failure })
}

/** A sticker as it is on this device: kept by its bytes, or one that was chosen here and waits to be sent. */
export async function heldSticker(db: AccountDb, sticker: Pick<PackSticker, 'sha256' | 'url'>): Promise<Blob | undefined> {
  const upload = uploadIdOf(sticker)
  const waiting = upload === undefined ? undefined : await db.uploads.get(upload)
  // What nobody has looked into yet may fill the memory.
  if (waiting) return waiting.state === 'kept' || waiting.left !== null ? undefined : outgoingFile(waiting)?.blob
  return sticker.sha256 === undefined ? undefined : (await db.stickerPictures.get(sticker.sha256))?.blob
}

/** Pictures of these that are not on this device, each once. */
export async function unkeptStickers(db: AccountDb, stickers: readonly PackSticker[]): Promise<(PackSticker & { sha256: string })[]> {
  const named = new Map(stickers.flatMap(sticker => (sticker.sha256 === undefined ? [] : [[sticker.sha256, sticker] as const])))
  const known = await db.stickerPictures.bulkGet([...named.keys()])
  return Array.from(named, ([sha256, sticker]) => ({ ...sticker, sha256 })).filter((_, index) => known[index] === undefined)
}

/** Pictures of a pack that is gone, without those that are in another one. */
export async function dropStickerPictures(db: AccountDb, stickers: readonly PackSticker[]): Promise<void> {
  const kept = new Set((await db.packs.toArray()).flatMap(pack => pack.stickers.map(stickerId)))
  await db.stickerPictures.bulkDelete(stickers.flatMap(({ sha256 }) => (sha256 === undefined || kept.has(sha256) ? [] : sha256)))
}

/** Ids of stickers that were sent of late, the latest first. */
export async function recentStickers(db: AccountDb): Promise<string[]> {
  return ((await db.settings.get(RECENT))?.value as string[] | undefined) ?? []
}

export async function putRecentSticker(db: AccountDb, id: string): Promise<void> {
  const others = (await recentStickers(db)).filter(each => each !== id)
  await db.settings.put({ key: RECENT, value: [id, ...others].slice(0, MOST_RECENT) })
}
