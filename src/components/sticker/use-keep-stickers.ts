import { useEffect } from 'react'
import { keepStickerPicture } from '#commands/keep-sticker-picture.ts'
import { MOST_STICKER_BYTES, type StickerPack } from '#model/sticker-pack.ts'
import { encodeBytes } from '#shared/base64.ts'
import type { AccountDb } from '#storage/schema.ts'
import { unkeptStickers } from '#storage/sticker-packs.ts'
import { useDb } from '../account-context.tsx'
import { fetchPicture } from '../fetch-picture.ts'
import { useIsOnline } from '../use-question.ts'

/** Of one pack. */
const MOST_KEPT_BYTES = 50 * 1024 * 1024

/** While a pack of mine is shown, its pictures are kept on this device (XEP-0449 §4.5), so that it is there without a network. */
export function useKeepStickers(pack: StickerPack | undefined): void {
  const db = useDb()
  const online = useIsOnline()
  // Something else in it is another id.
  const wanted = pack?.state === 'settled' && online ? JSON.stringify([pack.key, pack.id]) : undefined
  useEffect(() => {
    if (wanted === undefined) return undefined
    const [key] = JSON.parse(wanted) as [string]
    const stop = new AbortController()
    void keepAll(db, key, stop.signal)
    return () => stop.abort()
  }, [db, wanted])
}

/** One after the other: nobody waits for them. What is not what its name says is not kept. */
async function keepAll(db: AccountDb, packKey: string, signal: AbortSignal): Promise<void> {
  const pack = await db.packs.get(packKey)
  let room = MOST_KEPT_BYTES
  for (const { url, sha256 } of pack ? await unkeptStickers(db, pack.stickers) : []) {
    const blob = signal.aborted ? undefined : await fetchPicture(url, signal)
    if (!blob || blob.size > Math.min(room, MOST_STICKER_BYTES) || (await hashOf(blob)) !== sha256) continue
    room -= blob.size
    await keepStickerPicture(db, packKey, { sha256, blob })
  }
}

async function hashOf(blob: Blob): Promise<string> {
  return encodeBytes(new Uint8Array(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer())))
}
