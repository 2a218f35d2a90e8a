import { type BareJid, parseBareJid } from '#shared/jid.ts'
import type { Message } from './message.ts'
import { LONGEST_KEY, recordKeyOf } from './record.ts'

/** In one conversation. */
export const MOST_PINNED = 50
/** In all of them. */
export const MOST_STARRED = 500

/** Under which the marks of a conversation are found: an address has no stroke. */
export function marksOf(conversation: BareJid): string {
  return `${conversation}/`
}

/** What a message is called by all my devices; undefined for one that has no name yet. */
export function markIdOf({
  conversation,
  originId,
  archiveId,
}: Pick<Message, 'conversation' | 'originId' | 'archiveId'>): string | undefined {
  const name = originId ?? archiveId
  const id = name === null ? undefined : `${marksOf(conversation)}${encodeURIComponent(name)}`
  return id !== undefined && recordKeyOf('mark', id).length <= LONGEST_KEY ? id : undefined
}

/** Which message is meant; undefined for what is no name of one. */
export function markedMessage(id: string): { conversation: BareJid; name: string } | undefined {
  const at = id.indexOf('/')
  const conversation = at < 0 ? undefined : parseBareJid(id.slice(0, at))
  try {
    return conversation && { conversation, name: decodeURIComponent(id.slice(at + 1)) }
  } catch {
    // A stray percent sign: nothing that we wrote.
    return undefined
  }
}
