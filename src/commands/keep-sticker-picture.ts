import type { AccountDb, StickerPicture } from '#storage/schema.ts'

/** Keeps the picture of a sticker of mine on this device, unless its pack went while it came. */
export async function keepStickerPicture(db: AccountDb, packKey: string, picture: StickerPicture): Promise<void> {
  await db.transaction('rw', db.packs, db.stickerPictures, async () => {
    const pack = await db.packs.get(packKey)
    if (pack?.stickers.some(({ sha256 }) => sha256 === picture.sha256)) await db.stickerPictures.put(picture)
  })
}
