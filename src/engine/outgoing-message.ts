import { parsePostKey } from '#model/keys.ts'
import type { Message } from '#model/message.ts'
import { buildChatMessage } from '#protocol/rfc6121-message.ts'
import { buildPostReference } from '#protocol/xep0372-references.ts'
import { buildReply, quotationOf } from '#protocol/xep0461-reply.ts'
import type { Element } from '#protocol/xml.ts'

/**
 * A message as it goes out, with what it answers and the post that it passes on. Other words for it are sent with all of that again,
 * since they take the place of the whole of it (XEP-0308 §3).
 */
export function outgoingMessage(message: Message, { id, body }: { id: string; body: string }, ...more: Element[]): Element {
  const { conversation: to, reply } = message
  // For clients that know nothing of answers.
  const quotation = reply ? quotationOf(reply.quote) : ''
  const answer = reply ? buildReply({ id: reply.id, to: reply.to ?? to }, quotation) : []
  return buildChatMessage({ to, id, body: `${quotation}${body}` }, ...referenceOf(message), ...answer, ...more)
}

function referenceOf({ post }: Message): Element[] {
  const address = post === undefined ? undefined : parsePostKey(post)
  return address ? buildPostReference({ service: address.service, node: address.node, item: address.itemId }) : []
}
