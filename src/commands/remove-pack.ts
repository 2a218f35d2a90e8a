import type { StickerPack } from '#model/sticker-pack.ts'
import { dropRows, intentsOf } from '#storage/lane.ts'
import { addIntent } from '#storage/outbox.ts'
import type { AccountDb } from '#storage/schema.ts'

interface Removal {
  key: string
  now: number
  /** How long it can be undone before my account is told, ms. */
  undoMs: number
}

/** What was taken away, for putting it back. */
export interface RemovedPack {
  pack: StickerPack
}

/** Takes a pack out of mine, on all my devices. It waits a moment, in which it can be undone. */
export async function removePack(db: AccountDb, { key, now, undoMs }: Removal): Promise<RemovedPack | undefined> {
  return await db.transaction('rw', db.packs, db.outbox, async () => {
    const pack = await db.packs.get(key)
    if (!pack?.wanted) return undefined
    const intent = { kind: 'tell-pack', packKey: key } as const
    await dropRows(db, await intentsOf(db, intent, ['tell-pack']))
    await db.packs.put({ ...pack, wanted: false })
    await addIntent(db, intent, now, now + undoMs)
    return { pack }
  })
}

/** @returns false when it is too late */
export async function undoRemovePack(db: AccountDb, { pack, now }: RemovedPack & { now: number }): Promise<boolean> {
  return await db.transaction('rw', db.packs, db.outbox, async () => {
    const known = await db.packs.get(pack.key)
    if (!known) return false
    const intent = { kind: 'tell-pack', packKey: pack.key } as const
    const rows = await intentsOf(db, intent, ['tell-pack'])
    await dropRows(db, rows)
    await db.packs.put({ ...pack, wanted: true })
    // Nobody was told anything: it is as it was.
    const isUntold = pack.state === 'settled' && rows.every(({ attempts }) => attempts === 0)
    if (!isUntold) await addIntent(db, intent, now)
    return true
  })
}
