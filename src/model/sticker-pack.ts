import type { Failure } from '#shared/errors.ts'
import type { Enclosure } from './post.ts'
import { uploadIdOf } from './upload.ts'

/** Where the packs of an account lie (XEP-0449 §4.3). */
export const PACKS_NODE = 'urn:xmpp:stickers:0'
/** Of one account. */
export const MOST_PACKS = 50
/** In one pack. */
export const MOST_STICKERS = 200
export const LONGEST_PACK_NAME = 60
export const LONGEST_STICKER_WORDS = 100
/** A sticker is no wallpaper: larger pictures of a pack are left out. */
export const MOST_STICKER_BYTES = 5 * 1024 * 1024

/** A picture of a pack, named by its bytes (`sha256`) where it is at a server. `alt` is what stands for it where it cannot be drawn. */
export type PackSticker = Enclosure

export interface PackContent {
  name: string
  summary: string
  stickers: PackSticker[]
}

/** A pack as somebody offers it. */
export interface FoundPack extends PackContent {
  id: string
  /** Whoever made it does not want others to take it on. */
  restricted: boolean
  /** It holds what its id says. */
  genuine: boolean
  /** As it was read, for writing it again with all that is in there. */
  source: string
}

/** A pack of mine. */
export interface StickerPack extends PackContent {
  /** For ever, on this device: its id changes with what is in it. */
  key: string
  /** Of its item at my account; null before it was there. */
  id: string | null
  /** Null for one that was made here and is not told yet. */
  source: string | null
  /** Something else is in it than in its source. */
  changed?: true
  /** What it was before that. */
  before?: PackContent
  /** False: it is to be taken away, and is not shown any more. */
  wanted: boolean
  /** pending: to be told to my account · settled: it is there · failed: refused. */
  state: 'pending' | 'settled' | 'failed'
  failure: Failure | null
  /** Epoch ms: its place among the others. */
  addedAt: number
  /** When it was last found to be at my account. Epoch ms. */
  toldAt: number
}

/** Under which a sticker is known on this device. */
export function stickerId({ sha256, url }: Pick<PackSticker, 'sha256' | 'url'>): string {
  return sha256 ?? url
}

/** Some of its pictures are on this device alone. */
export function isWaiting({ stickers }: Pick<PackContent, 'stickers'>): boolean {
  return stickers.some(sticker => uploadIdOf(sticker) !== undefined)
}

/** Whose the pictures are that were chosen for a pack and are not in it yet. */
export function packDraftKey(key: string | null): string {
  return `stickers:${key ?? 'new'}`
}
