import type { FileKind } from './message.ts'
import type { Enclosure } from './post.ts'

/** What a file is, by what its sender calls it. */
export function kindOfFile({ mediaType }: Pick<Enclosure, 'mediaType'>): FileKind {
  if (mediaType.startsWith('image/')) return 'picture'
  if (mediaType.startsWith('video/')) return 'video'
  return mediaType.startsWith('audio/') ? 'audio' : 'file'
}
