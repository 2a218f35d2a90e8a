/** XEP-0447 Stateless File Sharing 0.3.1: a file that lies somewhere on the web, with what is known of it. */
import type { SourcedFile } from './xep0385-sims.ts'
import { buildFileMetadata, type FileMetadata, parseFileMetadata } from './xep0446-file-metadata.ts'
import { type Element, attr, child, children, xml } from './xml.ts'

export const NS_SFS = 'urn:xmpp:sfs:0'
/** XEP-0103. */
const NS_URL_DATA = 'http://jabber.org/protocol/url-data'

export function parseFileSharing(message: Element): SourcedFile[] {
  return children(message, 'file-sharing', NS_SFS).flatMap(sharing => {
    const facts = parseFileMetadata(sharing)
    return facts ? { ...facts, sources: parseSources(sharing) } : []
  })
}

/** Addresses of the web that are told inside an element, unchecked. */
export function parseSources(parent: Element): string[] {
  return children(child(parent, 'sources', NS_SFS), 'url-data', NS_URL_DATA).flatMap(source => attr(source, 'target') ?? [])
}

export function buildSources(url: string): Element {
  return xml('sources', { xmlns: NS_SFS }, xml('url-data', { xmlns: NS_URL_DATA, target: url }))
}

export function buildFileSharing(url: string, facts: FileMetadata): Element {
  const isShown = /^(?:image|video|audio)\//.test(facts.mediaType)
  return xml('file-sharing', { xmlns: NS_SFS, disposition: isShown ? 'inline' : 'attachment' }, buildFileMetadata(facts), buildSources(url))
}
