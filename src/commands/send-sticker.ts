import { randomId } from '#shared/ids.ts'
import { PACKS_NODE, type PackSticker, stickerId, type StickerPack } from '#model/sticker-pack.ts'
import { uploadIdOf } from '#model/upload.ts'
import type { AccountDb } from '#storage/schema.ts'
import { putRecentSticker } from '#storage/sticker-packs.ts'
import { addMessage, type NewMessage } from './add-message.ts'
import { replyTo } from './reply-to.ts'

interface SentSticker extends Pick<NewMessage, 'me' | 'conversation' | 'now'> {
  packKey: string
  sticker: PackSticker
  /** The message that it answers. */
  answers?: string | null
}

/**
 * Sends a sticker of mine as a message of its own. What is being written there stays.
 * @returns the message's key; undefined where its pack is gone
 */
export async function sendSticker(
  db: AccountDb,
  { packKey, sticker: chosen, answers = null, ...to }: SentSticker,
): Promise<string | undefined> {
  const tables = [db.packs, db.messages, db.conversations, db.outbox, db.settings, db.records, db.uploads]
  return await db.transaction('rw', tables, async () => {
    const pack = await db.packs.get(packKey)
    const sticker = pack && (await asItIsNow(db, pack, chosen))
    if (!pack || !sticker) return undefined
    await putRecentSticker(db, stickerId(sticker))
    const reply = await replyTo(db, answers)
    const waiting = await copyOf(db, sticker)
    const key = await addMessage(db, {
      ...to,
      ...(reply && { reply }),
      body: sticker.alt,
      files: [waiting ? { ...sticker, url: waiting.url } : sticker],
      sticker: { alt: sticker.alt, ...(pack.id !== null && { pack: { service: to.me, node: PACKS_NODE, id: pack.id } }) },
    })
    if (waiting) await db.uploads.add({ ...waiting.upload, owner: key, place: 0 })
    return key
  })
}

/** It may have come to my account since it was drawn, and have another name now. */
async function asItIsNow(db: AccountDb, { stickers }: StickerPack, chosen: PackSticker): Promise<PackSticker | undefined> {
  const upload = uploadIdOf(chosen)
  if (upload === undefined || (await db.uploads.get(upload))) return chosen
  return stickers.find(({ alt, title }) => alt === chosen.alt && title === chosen.title)
}

/** One whose pack is not at my account yet goes with a picture of its own: neither waits for the other. */
async function copyOf(db: AccountDb, sticker: PackSticker) {
  const id = uploadIdOf(sticker)
  const upload = id === undefined ? undefined : await db.uploads.get(id)
  const copy = randomId()
  return upload && { url: `upload:${copy}`, upload: { ...upload, id: copy, alt: sticker.alt } }
}
