/** XEP-0449 Stickers 0.2.0, §4.3: a pack of stickers as the item of a node. What others wrote into one stays when it is written again. */
import { decodeBytes, encodeBytes } from '#shared/base64.ts'
import { buildFileMetadata, type FileMetadata, parseFileMetadata } from './xep0446-file-metadata.ts'
import { buildSources, parseSources } from './xep0447-file-sharing.ts'
import { NS_HASHES, packDigest, type PackHash, readPackHash } from './xep0449-pack-hash.ts'
import { NS_STICKERS } from './xep0449-stickers.ts'
import { type Element, attr, child, children, xml } from './xml.ts'

const LONGEST_NAME = 200
const LONGEST_SUMMARY = 2000
/** More than anybody looks through. */
const MOST_STICKERS = 200
const MOST_SUGGESTIONS = 10
const LONGEST_SUGGESTION = 100

export interface PackedSticker extends FileMetadata {
  /** Everywhere it is said to be, unchecked. */
  sources: string[]
  /** Texts that it may stand for. */
  suggestions: string[]
}

export interface Pack {
  name: string
  summary: string
  /** Others may not take it on. */
  restricted: boolean
  stickers: PackedSticker[]
  /** As it says of itself. */
  hash: PackHash | undefined
}

export function parsePack(payload: Element | undefined): Pack | undefined {
  if (!payload?.is('pack', NS_STICKERS)) return undefined
  return {
    name: plainText(payload, 'name').slice(0, LONGEST_NAME),
    summary: plainText(payload, 'summary').slice(0, LONGEST_SUMMARY),
    restricted: child(payload, 'restricted', NS_STICKERS) !== undefined,
    stickers: children(payload, 'item', NS_STICKERS).slice(0, MOST_STICKERS).flatMap(parseSticker),
    hash: readPackHash(payload),
  }
}

/** The one in no particular language, else the first. */
function plainText(pack: Element, name: string): string {
  const all = children(pack, name, NS_STICKERS)
  return (all.find(each => attr(each, 'xml:lang') === undefined) ?? all[0])?.getText().trim() ?? ''
}

function parseSticker(item: Element): PackedSticker[] {
  const facts = parseFileMetadata(item)
  if (!facts) return []
  const suggestions = children(item, 'suggest', NS_STICKERS).slice(0, MOST_SUGGESTIONS)
  const texts = suggestions.map(each => each.getText().trim().slice(0, LONGEST_SUGGESTION)).filter(text => text !== '')
  return [{ ...facts, sources: parseSources(item), suggestions: texts }]
}

/** Whether what is in a pack is what its id and its hash say (§4.3.2); not so either where the hash is of a kind that we cannot make. */
export async function isGenuine(payload: Element, itemId: string): Promise<boolean> {
  const told = readPackHash(payload)
  const digest = told && (await packDigest(payload, told.algo))
  if (!told || !digest || decodeBytes(told.value)?.length !== digest.length) return false
  const real = encodeBytes(digest)
  return told.value === real && itemId === idOf(real)
}

/** The first 144 bits. */
function idOf(hash: string): string {
  return hash.slice(0, 24)
}

interface BuiltPack {
  name: string
  summary: string
  /** Each with a SHA-256. */
  stickers: readonly (FileMetadata & { url: string })[]
  /** What it was before. */
  before: Element | undefined
}

/** A pack with the id that it has from now on: another one whenever something else is in it. */
export async function buildPack({ name, summary, stickers, before }: BuiltPack): Promise<{ id: string; payload: Element }> {
  const kept = children(before, 'item', NS_STICKERS)
  const items = stickers.map(sticker => kept.find(item => isUnchanged(item, sticker)) ?? buildItem(sticker))
  const texts = [...textsOf('name', name, before), ...textsOf('summary', summary, before)]
  const payload = xml('pack', { xmlns: NS_STICKERS }, texts, items, foreignIn(before))
  const digest = await packDigest(payload, 'sha-256')
  if (!digest) throw new TypeError('no SHA-256')
  const hash = encodeBytes(digest)
  payload.append(xml('hash', { xmlns: NS_HASHES, algo: 'sha-256' }, hash))
  return { id: idOf(hash), payload }
}

const OWN_PARTS = ['name', 'summary', 'item']

/** As it was in all its languages, where it is the same. */
function textsOf(part: string, text: string, before: Element | undefined): Element[] {
  if (before && plainText(before, part) === text) return children(before, part, NS_STICKERS)
  return text === '' ? [] : [xml(part, {}, text)]
}

function foreignIn(before: Element | undefined): Element[] {
  const isOwn = (part: Element): boolean =>
    part.is('hash', NS_HASHES) || (part.getNS() === NS_STICKERS && OWN_PARTS.includes(part.getName()))
  return before?.getChildElements().filter(part => !isOwn(part)) ?? []
}

function isUnchanged(item: Element, sticker: BuiltPack['stickers'][number]): boolean {
  const facts = parseFileMetadata(item)
  return facts?.sha256 !== undefined && facts.sha256 === sticker.sha256 && facts.description === sticker.description
}

function buildItem({ url, ...facts }: BuiltPack['stickers'][number]): Element {
  return xml('item', {}, buildFileMetadata(facts), buildSources(url))
}
