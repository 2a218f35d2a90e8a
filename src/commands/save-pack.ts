import { randomId } from '#shared/ids.ts'
import { MOST_STICKERS, type PackContent, type PackSticker, packDraftKey, type StickerPack } from '#model/sticker-pack.ts'
import { enclosureOf } from '#model/upload.ts'
import { dropRows, intentsOf } from '#storage/lane.ts'
import { addIntent } from '#storage/outbox.ts'
import type { AccountDb } from '#storage/schema.ts'
import { uploadsOf } from '#storage/uploads.ts'

interface SavedPack {
  /** Null for a new one. */
  key: string | null
  name: string
  /** Those that it had and keeps; what was chosen for it stands behind them. */
  stickers: readonly PackSticker[]
  now: number
}

const nothingBefore: Pick<StickerPack, 'id' | 'source' | 'summary' | 'toldAt'> = { id: null, source: null, summary: '', toldAt: 0 }

/** Makes a pack of mine, or puts something else into it. @returns its key */
export async function savePack(db: AccountDb, { key: known, name, stickers: kept, now }: SavedPack): Promise<string> {
  return await db.transaction('rw', db.packs, db.uploads, db.outbox, async () => {
    const before = known === null ? undefined : await db.packs.get(known)
    const key = known ?? randomId()
    const chosen = await uploadsOf(db, packDraftKey(known))
    for (const { id } of chosen) await db.uploads.update(id, { owner: key })
    const row: StickerPack = {
      addedAt: now,
      ...nothingBefore,
      ...before,
      ...(before?.state === 'settled' && { before: contentOf(before) }),
      key,
      name,
      stickers: [...kept, ...chosen.map(enclosureOf)].slice(0, MOST_STICKERS),
      changed: true,
      wanted: true,
      state: 'pending',
      failure: null,
    }
    await db.packs.put(row)
    await tellAnew(db, key, now)
    return key
  })
}

function contentOf({ name, summary, stickers }: StickerPack): PackContent {
  return { name, summary, stickers }
}

/** One row tells what is wanted by then. One that is on its way may have read what was wanted before. */
async function tellAnew(db: AccountDb, packKey: string, now: number): Promise<void> {
  const intent = { kind: 'tell-pack', packKey } as const
  const waiting = await intentsOf(db, intent, ['tell-pack'])
  await dropRows(
    db,
    waiting.filter(({ attempts, state }) => attempts === 0 || state === 'failed'),
  )
  await addIntent(db, intent, now)
}

/** Tells my account again what it refused. */
export async function retryPack(db: AccountDb, { key, now }: { key: string; now: number }): Promise<void> {
  await db.transaction('rw', db.packs, db.outbox, async () => {
    const pack = await db.packs.get(key)
    if (!pack) return
    await db.packs.put({ ...pack, state: 'pending', failure: null })
    await tellAnew(db, key, now)
  })
}

/** Gives up what my account refused: it is as it was before, or it is gone. */
export async function discardPack(db: AccountDb, key: string): Promise<void> {
  await db.transaction('rw', db.packs, db.outbox, db.uploads, async () => {
    const pack = await db.packs.get(key)
    if (!pack) return
    await dropRows(db, await intentsOf(db, { kind: 'tell-pack', packKey: key }, ['tell-pack']))
    await db.uploads.where('owner').equals(key).delete()
    const { changed: _changed, before, ...rest } = pack
    if (before) await db.packs.put({ ...rest, ...before, state: 'settled', failure: null })
    else await db.packs.delete(key)
  })
}
