/** XEP-0385 Stateless Inline Media Sharing 0.2.1, the dialect of Movim: a file as a reference (XEP-0372) inside a message. */
import { buildFileFacts, type FileMetadata, readFileFacts } from './xep0446-file-metadata.ts'
import { type Element, attr, child, children, namespaceOf, xml } from './xml.ts'

export const NS_SIMS = 'urn:xmpp:sims:1'
const NS_REFERENCE = 'urn:xmpp:reference:0'
/** Whichever version of XEP-0234: what is read of it never changed. */
const NS_JINGLE_FILE = 'urn:xmpp:jingle:apps:file-transfer:'
/** The one that Movim reads. */
const NS_JINGLE_FILE_4 = `${NS_JINGLE_FILE}4`

export interface SourcedFile extends FileMetadata {
  /** Everywhere it is said to be, unchecked. */
  sources: string[]
}

const references = (parent: Element | undefined): Element[] =>
  children(parent, 'reference', NS_REFERENCE).filter(reference => attr(reference, 'type') === 'data')

export function parseInlineMedia(message: Element): SourcedFile[] {
  return references(message).flatMap(reference => {
    const sharing = child(reference, 'media-sharing', NS_SIMS)
    const file = sharing?.getChildElements().find(each => each.getName() === 'file' && namespaceOf(each).startsWith(NS_JINGLE_FILE))
    if (!file) return []
    return { ...readFileFacts(file), sources: references(child(sharing, 'sources', NS_SIMS)).flatMap(source => attr(source, 'uri') ?? []) }
  })
}

/** Movim wants all of address, type, size and name. */
export function buildInlineMedia(url: string, facts: FileMetadata): Element {
  // This dialect has no room for the shape of a picture, nor for how long a recording is (XEP-0234 §7); a
  // thumbnail is in the other one, and would only make this one heavy.
  const file = xml('file', { xmlns: NS_JINGLE_FILE_4 }, buildFileFacts({ ...facts, width: null, height: null, length: 0, thumbnail: '' }))
  const source = xml('reference', { xmlns: NS_REFERENCE, type: 'data', uri: url })
  return xml('reference', { xmlns: NS_REFERENCE, type: 'data' }, xml('media-sharing', { xmlns: NS_SIMS }, file, xml('sources', {}, source)))
}
