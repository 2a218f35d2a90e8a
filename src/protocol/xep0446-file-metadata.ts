/** XEP-0446 File Metadata Element 0.2.0: what is known of a file before it is fetched. */
import { safeFileName } from '#shared/file-name.ts'
import { buildThumbnail, NS_THUMBS, parseThumbnail } from './xep0264-thumbnails.ts'
import { type Element, attr, child, children, childText, namespaceOf, parseCount, xml } from './xml.ts'

export const NS_FILE = 'urn:xmpp:file:metadata:0'
/** XEP-0300. */
const NS_HASHES = 'urn:xmpp:hashes:2'
const SHA256 = /^[A-Za-z0-9+/]{43}=$/
const MAX_DESCRIPTION = 2000
/** A day and a night: nobody says more in one go. */
const MAX_LENGTH_MS = 86_400_000
/** Longer edges than this are no picture's. */
const MAX_EDGE = 100_000

export interface FileMetadata {
  mediaType: string
  name: string
  /** What a picture shows, for who cannot see it. */
  description: string
  bytes: number | null
  width: number | null
  height: number | null
  /** How long it takes to listen to it or to watch it, in milliseconds, where it is told. */
  length?: number
  /** A very small picture of it, as a `data:` address. */
  thumbnail?: string
  /** Base64, where it is told. */
  sha256?: string
}

export function buildFileMetadata(facts: FileMetadata): Element {
  return xml('file', { xmlns: NS_FILE }, buildFileFacts(facts))
}

/** What stands inside the element, which XEP-0234 has under another name. */
export function buildFileFacts({ mediaType, name, description, bytes, width, height, length, thumbnail, sha256 }: FileMetadata): Element[] {
  const part = (tag: string, value: string | number | null | undefined): Element[] => (value ? [xml(tag, {}, value)] : [])
  return [
    ...part('media-type', mediaType),
    ...part('name', name),
    ...part('desc', description),
    ...part('size', bytes),
    ...part('width', width),
    ...part('height', height),
    ...part('length', length),
    ...(thumbnail ? [buildThumbnail(thumbnail)] : []),
    ...(sha256 ? [xml('hash', { xmlns: NS_HASHES, algo: 'sha-256' }, sha256)] : []),
  ]
}

/** The metadata inside an element. */
export function parseFileMetadata(parent: Element): FileMetadata | undefined {
  const file = child(parent, 'file', NS_FILE)
  return file && readFileFacts(file)
}

/** What is known of a file, in its own namespace. */
export function readFileFacts(file: Element): FileMetadata {
  const namespace = namespaceOf(file)
  const text = (tag: string): string => childText(file, tag, namespace)?.trim() ?? ''
  const told = shapeOf(text('width'), text('height'))
  // One text for both is the older way (0.1), which XEP-0449 still shows.
  const shape = told.width === null ? shapeOf(...halves(text('dimensions'))) : told
  const small = child(file, 'thumbnail', NS_THUMBS)
  const thumbnail = parseThumbnail(file)
  const length = parseCount(text('length')) ?? 0
  const sha256 =
    children(file, 'hash', NS_HASHES)
      .find(hash => attr(hash, 'algo') === 'sha-256')
      ?.getText()
      .trim() ?? ''
  return {
    mediaType: text('media-type').toLowerCase().slice(0, 100),
    name: safeFileName(text('name')),
    description: text('desc').slice(0, MAX_DESCRIPTION),
    bytes: parseCount(text('size')) ?? null,
    // Where only the thumbnail's is told, that is the same shape.
    ...(shape.width === null ? shapeOf(attr(small, 'width') ?? '', attr(small, 'height') ?? '') : shape),
    ...(length > 0 && length <= MAX_LENGTH_MS && { length }),
    ...(thumbnail !== undefined && { thumbnail }),
    ...(SHA256.test(sha256) && { sha256 }),
  }
}

function halves(text: string): [string, string] {
  const at = text.indexOf('x')
  return [text.slice(0, Math.max(0, at)), text.slice(at + 1)]
}

/** One side without the other is no shape. */
function shapeOf(wide: string, high: string): { width: number | null; height: number | null } {
  const [width, height] = [edgeOf(wide), edgeOf(high)]
  return width === null || height === null ? { width: null, height: null } : { width, height }
}

function edgeOf(text: string): number | null {
  const edge = parseCount(text) ?? 0
  return edge > 0 && edge <= MAX_EDGE ? edge : null
}
