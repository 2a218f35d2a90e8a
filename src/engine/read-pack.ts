import type { PubsubItem } from '#protocol/xep0060-pubsub.ts'
import { isGenuine, type PackedSticker, parsePack } from '#protocol/xep0449-packs.ts'
import type { Element } from '#protocol/xml.ts'
import { type FoundPack, MOST_STICKER_BYTES, type PackSticker, stickerId } from '#model/sticker-pack.ts'
import { isDrawn } from '#model/upload.ts'
import { safeFileName } from '#shared/file-name.ts'
import { safeMediaUrl } from '#shared/safe-url.ts'
import { XmlFault } from './session/xml-fault.ts'
import { readElement } from './session/xml-reader.ts'

/** Larger ones are no packs. Servers take no larger stanzas by themselves. */
const LONGEST_SOURCE = 512 * 1024
const LOCAL = ['localhost', '127.0.0.1']

/** The pack in an item; undefined for what is none, or none that can be shown. */
export async function readPack({ id, payload }: PubsubItem): Promise<FoundPack | undefined> {
  const pack = parsePack(payload)
  const source = payload?.toString() ?? ''
  if (!pack || !payload || source.length > LONGEST_SOURCE) return undefined
  const { name, summary, restricted } = pack
  const genuine = await isGenuine(payload, id)
  // Each picture once.
  const stickers = new Map(pack.stickers.flatMap(stickerOf).map(sticker => [stickerId(sticker), sticker]))
  return { id, name, summary, restricted, genuine, source, stickers: [...stickers.values()] }
}

/** As it was kept. Undefined where it cannot be read alone: a name in it was explained outside of it. */
export function packElement(source: string | null): Element | undefined {
  try {
    const element = source === null ? undefined : readElement(source)
    return parsePack(element) && element
  } catch (error) {
    if (error instanceof XmlFault) return undefined
    throw error
  }
}

/** Only a picture that can be named by its bytes (§4.3.1) and asked for safely. */
function stickerOf({ sources, suggestions, name, description, ...facts }: PackedSticker): PackSticker[] {
  const url = sources.map(safeSource).find(Boolean)
  if (url === undefined || facts.sha256 === undefined || !isDrawn(facts) || (facts.bytes ?? 0) > MOST_STICKER_BYTES) return []
  return [{ ...facts, url, title: name || safeFileName(new URL(url).pathname), alt: description || suggestions[0] || name }]
}

/** Nothing that others on the way could see or change. */
function safeSource(text: string): string | undefined {
  const url = safeMediaUrl(text)
  return url !== undefined && (url.startsWith('https:') || LOCAL.includes(new URL(url).hostname)) ? url : undefined
}
