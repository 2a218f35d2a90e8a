import type { Enclosure } from '#model/post.ts'

/** Bigger pictures are not fetched by themselves: one that fills the memory stops the page. */
const MAX_BYTES = 30 * 1024 * 1024
const MAX_PIXELS = 64_000_000
/** After this long without a picture it is told that it does not come. Who asks for it again by hand waits longer. */
export const PATIENCE_MS = 10_000
export const MORE_PATIENCE_MS = 60_000

/** As far as it is declared. */
export function isTooLarge({ bytes, width, height }: Pick<Enclosure, 'bytes' | 'width' | 'height'>): boolean {
  return (bytes ?? 0) > MAX_BYTES || hasTooManyPixels(width ?? 0, height ?? 0)
}

/** The browser knows them once the beginning of the picture is there, before it is unpacked. */
export function hasTooManyPixels(width: number, height: number): boolean {
  return width * height > MAX_PIXELS
}
