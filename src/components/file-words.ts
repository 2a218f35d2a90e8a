import { withActor } from './deed.ts'
import { kindOfFile } from '#model/file-kind.ts'
import type { FileKind, Message } from '#model/message.ts'
import { parseGeoUri } from '#shared/geo-uri.ts'
import type { TextId } from '#ui/text/catalogue.ts'
import type { Text } from '#ui/text/use-text.ts'

const WORDS = {
  picture: 'post.media.pictures',
  video: 'chats.files.videos',
  audio: 'chats.files.recordings',
  file: 'chats.files.files',
} as const satisfies Record<FileKind, TextId>

/** What files are called where they are not shown: all of them as the first one. */
export function fileWords(t: Text['t'], { kind, count }: { kind: FileKind; count: number }): string {
  return t(WORDS[kind], { count })
}

/** A place is no words: where only those have room it is called what it is. */
export function bodyWords(t: Text['t'], body: string, actor: string): string {
  return parseGeoUri(body) ? t('compose.location') : withActor(body, actor)
}

/** What stands in the place of what is not to be seen before somebody wants it. */
export function spoilerWords(t: Text['t'], hint: string): string {
  return hint === '' ? t('acts.spoiler') : t('acts.spoiler.about', { hint })
}

type Said = Pick<Message, 'body' | 'files' | 'retracted' | 'spoiler'>

/**
 * What a message says where only words have room; '' where it says nothing.
 * @param actor who wrote it, as the reader calls them
 */
export function messageWords(t: Text['t'], { body, files = [], retracted, spoiler }: Said, actor: string): string {
  if (retracted) return t('messages.gone')
  if (spoiler !== undefined) return spoilerWords(t, spoiler)
  const [first] = files
  return bodyWords(t, body, actor) || (first ? fileWords(t, { kind: kindOfFile(first), count: files.length }) : '')
}
