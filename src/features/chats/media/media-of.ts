import { isDrawn, uploadIdOf } from '#model/upload.ts'
import type { Message } from '#model/message.ts'
import type { Enclosure } from '#model/post.ts'
import { splitLinks } from '#components/chat-text/parts.ts'

export const MEDIA_KINDS = ['pictures', 'files', 'links'] as const
export type ChatMediaKind = (typeof MEDIA_KINDS)[number]

/** One thing that was shared, and the message that it hangs on. */
export interface SharedThing extends Pick<Message, 'key' | 'sentAt' | 'from'> {
  file?: Enclosure
  link?: string
}

function isSeen({ mediaType }: Pick<Enclosure, 'mediaType'>): boolean {
  return isDrawn({ mediaType }) || mediaType.startsWith('video/')
}

/** What of this kind a message shares. What was taken back shares nothing, what waits to be sent nothing yet, and a sticker is a word. */
export function mediaOf({ key, sentAt, from, body, files = [], retracted, sticker }: Message, kind: ChatMediaKind): SharedThing[] {
  if (retracted || sticker) return []
  const message = { key, sentAt, from }
  if (kind !== 'links')
    return files
      .filter(file => uploadIdOf(file) === undefined && isSeen(file) === (kind === 'pictures'))
      .map(file => ({ ...message, file }))
  const links = splitLinks(body).flatMap(part => (part.kind === 'link' && /^https?:/.test(part.href) ? part.href : []))
  return [...new Set(links)].map(link => ({ ...message, link }))
}
