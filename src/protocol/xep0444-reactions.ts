/** XEP-0444 Message Reactions 0.2: everything that somebody feels about a message, each time anew. */
import { isSingleEmoji } from '#shared/single-emoji.ts'
import { type Element, attr, child, children, xml } from './xml.ts'

export const NS_REACTIONS = 'urn:xmpp:reactions:0'
/** Of one person; more than that nobody means. */
const MOST_REACTIONS = 32

export interface MessageReactions {
  /** Id of the message. */
  id: string
  /** Each emoji once; empty where all are taken back. */
  emojis: string[]
}

/** What is no emoji is left out (§4). */
export function parseMessageReactions(message: Element): MessageReactions | undefined {
  const list = child(message, 'reactions', NS_REACTIONS)
  const id = attr(list, 'id')
  if (!list || id === undefined) return undefined
  const texts = children(list, 'reaction', NS_REACTIONS).map(reaction => reaction.getText().trim())
  return { id, emojis: [...new Set(texts.filter(isSingleEmoji))].slice(0, MOST_REACTIONS) }
}

export function buildMessageReactions({ id, emojis }: MessageReactions): Element {
  return xml(
    'reactions',
    { xmlns: NS_REACTIONS, id },
    emojis.map(emoji => xml('reaction', {}, emoji)),
  )
}
