import { randomId } from '#shared/ids.ts'
import type { Enclosure } from './post.ts'

/** As many files as one post takes, or are sent in a conversation at once. */
export const MOST_FILES = 20

/** What a browser draws without running anything. SVG is none of them: it is sent as a file and never drawn. */
const DRAWN = /^image\/(?:jpeg|png|gif|webp|avif|bmp)$/i

export interface FileFacts {
  mediaType: string
  bytes: number | null
  width: number | null
  height: number | null
  /** How long a recording or a film is, in milliseconds, where it is known. */
  length?: number
  /** The beginning of a film as a very small picture, as a `data:` address. */
  thumbnail?: string
}

/** A picture made smaller, without what its camera wrote into it. */
export interface LightPicture extends FileFacts {
  blob: Blob
  name: string
}

/**
 * A file of a post or a message, kept on this device until that is published or sent. The facts are those of the file as it was chosen.
 * kept: nobody has looked into it yet · prepared: ready to be sent · uploaded: it is at its server.
 */
export interface Upload extends FileFacts {
  id: string
  /** Whose it is: the draft (`post:new`, `post:<key>`, `chat:<jid>`), then the post or the message (its key). */
  owner: string
  /** Order among the files of its owner. */
  place: number
  name: string
  alt: string
  /** To be sent as it was chosen, with all that its camera wrote into it. */
  original: boolean
  /** Null for what was at its server already when the post was opened for editing. */
  blob: Blob | null
  light: LightPicture | null
  /** Why there is no lighter one of a picture: it goes as it is. */
  left: 'too-many-pixels' | 'unreadable' | null
  state: 'kept' | 'prepared' | 'uploaded'
  url: string | null
}

const PREFIX = 'upload:'

/** The id of a file that is still on this device, in an enclosure's address; undefined for an address of the web. */
export function uploadIdOf({ url }: Pick<Enclosure, 'url'>): string | undefined {
  return url.startsWith(PREFIX) ? url.slice(PREFIX.length) : undefined
}

export function isDrawn({ mediaType }: Pick<FileFacts, 'mediaType'>): boolean {
  return DRAWN.test(mediaType)
}

/** Some of these files are still on this device alone, so nobody else can know of what they hang on. */
export function areOnlyHere(files: readonly Pick<Enclosure, 'url'>[] = []): boolean {
  return files.some(file => uploadIdOf(file) !== undefined)
}

/** What is known only of what takes its time. */
function movingFacts({ length, thumbnail }: Pick<FileFacts, 'length' | 'thumbnail'>): Pick<FileFacts, 'length' | 'thumbnail'> {
  return { ...(length !== undefined && { length }), ...(thumbnail !== undefined && { thumbnail }) }
}

/** What of a file is sent. Null for what is at its server already. */
export function outgoingFile(upload: Upload): LightPicture | null {
  const { blob, name, mediaType, bytes, width, height } = upload
  if (upload.light && !upload.original) return upload.light
  return blob && { blob, name, mediaType, bytes, width, height, ...movingFacts(upload) }
}

/** A file as the post names it, before and after it is at its server. */
export function enclosureOf(upload: Upload): Enclosure {
  const { mediaType, bytes, width, height, name, ...more } = outgoingFile(upload) ?? upload
  const url = upload.blob ? `${PREFIX}${upload.id}` : (upload.url ?? '')
  return { url, mediaType, bytes, width, height, title: name, alt: upload.alt, ...movingFacts(more) }
}

/** A file of a published post, as something that an edit can describe anew, move or leave out. */
export function uploadOf({ url, title, alt, ...facts }: Enclosure, owner: string, place: number): Upload {
  const file = { name: title, alt: alt === title ? '' : alt, original: false, blob: null, light: null, left: null }
  return { ...facts, ...file, id: randomId(), owner, place, state: 'uploaded', url }
}

/** What a post without words is called, for readers that want a title: what its first picture shows, else the name of the first file. */
export function titleOfFiles(enclosures: readonly Pick<Enclosure, 'alt' | 'title'>[]): string {
  return enclosures.find(({ alt }) => alt !== '')?.alt ?? enclosures[0]?.title ?? ''
}
