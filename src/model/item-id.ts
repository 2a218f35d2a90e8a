import { randomId } from '#shared/ids.ts'

const SLUG_SOURCE = 80
const SLUG_LEAST = 24
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789'

function randomTail(length: number): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(length)), byte => ALPHABET[byte % ALPHABET.length]).join('')
}

function uuidOf(hex: string): string {
  const variant = '89ab'[Number.parseInt(hex[16] ?? '0', 16) % 4]
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** Readable part of an item id: latin letters without their accents, digits, single hyphens. */
export function slugOf(title: string): string {
  return title
    .slice(0, SLUG_SOURCE)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
}

export function randomUuid(): string {
  return uuidOf(randomId())
}

/**
 * The id a post keeps for ever, chosen when it is written so that publishing it twice is publishing it once. Movim's convention: a
 * slug of the title when it says enough, else a UUID.
 */
export function chooseItemId(title: string): string {
  const slug = slugOf(title)
  return slug.length > SLUG_LEAST ? `${slug}-${randomTail(6)}` : randomUuid()
}
