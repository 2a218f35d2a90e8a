import type { Enclosure } from '#model/post.ts'

/** Bigger pictures are not fetched by themselves: one that fills the memory stops the page. */
export const MAX_BYTES = 30 * 1024 * 1024
const MAX_PIXELS = 64_000_000
/** After this long without a picture it is told that it does not come. Who asks for it again by hand waits longer. */
export const PATIENCE_MS = 10_000
export const MORE_PATIENCE_MS = 60_000

/** As far as it is declared. */
export function isTooLarge({ bytes, width, height }: Pick<Enclosure, 'bytes' | 'width' | 'height'>): boolean {
  return (bytes ?? 0) > MAX_BYTES || hasTooManyPixels(width ?? 0, height ?? 0)
}

/** Pictures that turned out to be too much, with their pixels: a card that comes back into view must not find out again. */
const foundHuge = new Map<string, number>()
const MOST_REMEMBERED = 500

export function rememberHuge(url: string, pixels: number): void {
  foundHuge.set(url, pixels)
  const [oldest] = foundHuge.keys()
  if (foundHuge.size > MOST_REMEMBERED && oldest !== undefined) foundHuge.delete(oldest)
}

/** Undefined for every picture that was not found to be too much. */
export function pixelsOfHuge(url: string): number | undefined {
  return foundHuge.get(url)
}

/** The browser knows them once the beginning of the picture is there, before it is unpacked. */
export function hasTooManyPixels(width: number, height: number): boolean {
  return width * height > MAX_PIXELS
}
