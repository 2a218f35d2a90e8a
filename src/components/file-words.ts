import type { FileKind } from '#model/message.ts'
import type { TextId } from '#ui/text/catalogue.ts'

/** What files are called where they are not shown; they are counted. */
export const FILE_WORDS = {
  picture: 'post.media.pictures',
  video: 'chats.files.videos',
  audio: 'chats.files.recordings',
  file: 'chats.files.files',
} as const satisfies Record<FileKind, TextId>
