/** XEP-0449 Stickers 0.2.0, §4.3.2: the hash of a pack, from which its id is made. */
import { NS_FILE } from './xep0446-file-metadata.ts'
import { NS_STICKERS } from './xep0449-stickers.ts'
import { type Element, attr, child, children } from './xml.ts'

/** XEP-0300. */
export const NS_HASHES = 'urn:xmpp:hashes:2'

export interface PackHash {
  algo: string
  /** Base64. */
  value: string
}

/** By their names of XEP-0300; what a browser can make, without those that anybody can forge. */
const DIGESTS: Readonly<Record<string, string>> = { 'sha-256': 'SHA-256', 'sha-384': 'SHA-384', 'sha-512': 'SHA-512' }

/** The ends of what is joined, from the outermost to the innermost. */
const [PART_END, ITEM_END, FIELD_END, UNIT_END] = [0x1c, 0x1d, 0x1e, 0x1f] as const

export function readPackHash(pack: Element): PackHash | undefined {
  const hash = child(pack, 'hash', NS_HASHES)
  const algo = attr(hash, 'algo')
  return hash && algo !== undefined ? { algo, value: hash.getText().trim() } : undefined
}

/** Undefined for a kind of hash that we cannot make. */
export async function packDigest(pack: Element, algo: string): Promise<Uint8Array | undefined> {
  const name = Object.hasOwn(DIGESTS, algo) ? DIGESTS[algo] : undefined
  return name === undefined ? undefined : new Uint8Array(await crypto.subtle.digest(name, packText(pack)))
}

/** What is hashed: the names first, then the stickers, each in the order of their bytes. */
export function packText(pack: Element): Uint8Array<ArrayBuffer> {
  const texts = [...children(pack, 'name', NS_STICKERS), ...children(pack, 'summary', NS_STICKERS)].map(each =>
    ended(FIELD_END, unit(each.getName()), unit(attr(each, 'xml:lang') ?? ''), unit(each.getText())),
  )
  const items = children(pack, 'item', NS_STICKERS).map(itemText)
  return joined([ended(PART_END, ...texts.toSorted(byBytes)), ended(PART_END, ...items.toSorted(byBytes))])
}

function itemText(item: Element): Uint8Array {
  const file = child(item, 'file', NS_FILE)
  const hashes = children(file, 'hash', NS_HASHES).map(hash => ended(FIELD_END, unit(attr(hash, 'algo') ?? ''), unit(hash.getText())))
  // The description that is in no particular language.
  const description = children(file, 'desc', NS_FILE).find(each => attr(each, 'xml:lang') === undefined)
  return ended(ITEM_END, ended(FIELD_END, bytesOf(description?.getText() ?? '')), ...hashes.toSorted(byBytes))
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
const unit = (text: string): Uint8Array => ended(UNIT_END, bytesOf(text))

function ended(end: number, ...parts: Uint8Array[]): Uint8Array {
  return joined([...parts, Uint8Array.of(end)])
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** Code units would put what is outside of the first plane elsewhere. */
function byBytes(one: Uint8Array, other: Uint8Array): number {
  const at = one.findIndex((byte, index) => byte !== other[index])
  return at < 0 ? one.length - other.length : (one[at] ?? 0) - (other[at] ?? -1)
}
