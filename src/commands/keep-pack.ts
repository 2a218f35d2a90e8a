import { type FoundPack, MOST_PACKS, type StickerPack } from '#model/sticker-pack.ts'
import { randomId } from '#shared/ids.ts'
import { addIntent } from '#storage/outbox.ts'
import type { AccountDb } from '#storage/schema.ts'
import { packById, stickerPacks } from '#storage/sticker-packs.ts'

/**
 * Takes somebody's pack into mine, on all my devices, under the id that it has (XEP-0449 §4.5).
 * @returns its key, for undoing it; undefined where it is there already, `full` where there are too many
 */
export async function keepPack(
  db: AccountDb,
  { pack, now }: { pack: FoundPack; now: number },
): Promise<{ key: string } | 'full' | undefined> {
  return await db.transaction('rw', db.packs, db.outbox, async () => {
    const { id, name, summary, stickers, source } = pack
    const known = await packById(db, id)
    if (known?.wanted) return undefined
    if ((await stickerPacks(db)).length >= MOST_PACKS) return 'full'
    const key = known?.key ?? randomId()
    const row: StickerPack = {
      key,
      id,
      source,
      name,
      summary,
      stickers,
      wanted: true,
      state: 'pending',
      failure: null,
      addedAt: now,
      toldAt: 0,
    }
    await db.packs.put(row)
    await addIntent(db, { kind: 'tell-pack', packKey: key }, now)
    return { key }
  })
}
