/** The files that a message shares, in whichever dialect it says so, and the words that are left beside them. */
import { mediaTypeOf, nameInUrl, safeFileName } from '#shared/file-name.ts'
import { safeMediaUrl } from '#shared/safe-url.ts'
import { buildOutOfBand, NS_OOB, parseOutOfBand } from './xep0066-oob.ts'
import { buildInlineMedia, NS_SIMS, parseInlineMedia } from './xep0385-sims.ts'
import { buildBodyFallback, withoutFallback } from './xep0428-fallback.ts'
import type { FileMetadata } from './xep0446-file-metadata.ts'
import { buildFileSharing, NS_SFS, parseFileSharing } from './xep0447-file-sharing.ts'
import { NS_REPLY } from './xep0461-reply.ts'
import type { Element } from './xml.ts'

/** A file at an address of the web. */
export interface SharedFile extends FileMetadata {
  url: string
}

const MOST_FILES = 20
/** Parts of the text that stand there for readers who know nothing of one of these. */
const DIALECTS = [NS_SFS, NS_SIMS, NS_OOB]
const NO_FACTS: FileMetadata = { mediaType: '', name: '', description: '', bytes: null, width: null, height: null }

export interface SharedContent {
  files: SharedFile[]
  /** What is said besides. */
  body: string
}

/**
 * @param body as it came
 * @param beside namespaces of other parts of it that are only fallbacks and are read elsewhere
 */
export function parseSharedFiles(message: Element, body: string, ...beside: string[]): SharedContent {
  const found = new Map<string, SharedFile>()
  const add = (url: string | undefined, facts: FileMetadata): void => {
    if (url !== undefined && !found.has(url) && found.size < MOST_FILES) found.set(url, namedFile(url, facts))
  }
  for (const { sources, ...facts } of [...parseFileSharing(message), ...parseInlineMedia(message)])
    add(sources.map(safeMediaUrl).find(Boolean), facts)
  const words = withoutFallback(message, body, NS_REPLY).body
  for (const { url, description } of parseOutOfBand(message)) {
    if (isFile(url, words)) add(safeMediaUrl(url), { ...NO_FACTS, description: description.slice(0, 2000) })
  }
  if (found.size === 0) return { files: [], body: beside.length === 0 ? body : withoutFallback(message, body, ...beside).body }
  const rest = withoutFallback(message, body, ...beside, ...DIALECTS).body
  return { files: [...found.values()], body: isOnlyThem(rest, found) ? '' : rest }
}

/** An address beside a text may also be what the text speaks of: one that stands among other words is a file only by its name. */
function isFile(url: string, words: string): boolean {
  if (!words.includes(url) || mediaTypeOf(nameInUrl(url)) !== '') return true
  return words.trim() === url && /\.(?!html?$|php$|aspx?$)[a-z0-9]{1,8}$/i.test(nameInUrl(url))
}

/** Whether a text is nothing but the addresses of these files, for readers who know none of the dialects. */
function isOnlyThem(text: string, files: ReadonlyMap<string, SharedFile>): boolean {
  return text
    .trim()
    .split(/\s+/)
    .every(word => files.has(safeMediaUrl(word) ?? ''))
}

function namedFile(url: string, facts: FileMetadata): SharedFile {
  const name = facts.name || safeFileName(nameInUrl(url))
  return { ...facts, url, name, mediaType: facts.mediaType || mediaTypeOf(name) || mediaTypeOf(nameInUrl(url)) }
}

/**
 * Files in all dialects at once: XEP-0447 for those who know it, XEP-0385 for Movim, XEP-0066 for the rest, who take it for a file only
 * where the text is the same address and nothing else.
 * @param areAlone nothing else is said: the text only stands for them
 */
export function buildSharedFiles(files: readonly SharedFile[], areAlone: boolean): Element[] {
  const parts = files.flatMap(({ url, ...facts }) => [buildFileSharing(url, facts), buildInlineMedia(url, facts), buildOutOfBand(url)])
  return areAlone ? [...parts, buildBodyFallback(NS_SFS)] : parts
}
