/** XEP-0446 File Metadata Element 0.2.0: what is known of a file before it is fetched. */
import { safeFileName } from '#shared/file-name.ts'
import { type Element, child, childText, parseCount, xml } from './xml.ts'

export const NS_FILE = 'urn:xmpp:file:metadata:0'
const MAX_DESCRIPTION = 2000
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
}

export function buildFileMetadata({ mediaType, name, description, bytes, width, height }: FileMetadata): Element {
  const part = (tag: string, value: string | number | null): Element | null => (value ? xml(tag, {}, value) : null)
  return xml(
    'file',
    { xmlns: NS_FILE },
    part('media-type', mediaType),
    part('name', name),
    part('desc', description),
    part('size', bytes),
    part('width', width),
    part('height', height),
  )
}

/** The metadata inside an element. */
export function parseFileMetadata(parent: Element): FileMetadata | undefined {
  const file = child(parent, 'file', NS_FILE)
  if (!file) return undefined
  const text = (tag: string): string => childText(file, tag, NS_FILE)?.trim() ?? ''
  const [width, height] = [edgeOf(text('width')), edgeOf(text('height'))]
  return {
    mediaType: text('media-type').toLowerCase().slice(0, 100),
    name: safeFileName(text('name')),
    description: text('desc').slice(0, MAX_DESCRIPTION),
    bytes: parseCount(text('size')) ?? null,
    // One without the other is no shape.
    width: height === null ? null : width,
    height: width === null ? null : height,
  }
}

function edgeOf(text: string): number | null {
  const edge = parseCount(text) ?? 0
  return edge > 0 && edge <= MAX_EDGE ? edge : null
}
