import { parsePostKey } from '#model/keys.ts'
import type { Message } from '#model/message.ts'
import type { Deliver } from './drain.ts'
import { buildChatMessage } from '#protocol/rfc6121-message.ts'
import { laterState, mergeSeen } from '#model/merge-message.ts'
import { noteMessageState } from '#storage/conversations.ts'
import { findSent } from '../find-sent.ts'
import { placeFound, placeLast } from './place-sent.ts'
import type { EngineContext } from '../context.ts'
import { buildPostReference } from '#protocol/xep0372-references.ts'
import { buildReply, quotationOf } from '#protocol/xep0461-reply.ts'
import type { Element } from '#protocol/xml.ts'

/**
 * Sends a message. When it has been on the wire before and nobody knows what became of it (the tab died, a session could not be
 * resumed), the archive is asked first, and only what is not there is sent again, under the same id.
 */
export const sendMessage: Deliver = async (context, row) => {
  if (row.intent.kind !== 'send-message') return undefined
  const message = await context.db.messages.get(row.intent.messageKey)
  if (!message || isAtServer(message)) return undefined
  if (row.attempts > 0 && !message.bounced) {
    const found = await findSent(context, { ...message, writtenAt: message.sentAt })
    if (found?.seen) {
      const { seen } = found
      await context.inbox.commit(async db => {
        const stored = await db.messages.get(message.key)
        if (!stored) return
        const merged = mergeSeen(await placeFound(db, stored, seen.stampAt), seen)
        await db.messages.put(merged)
        await noteMessageState(db, merged)
      })
      return undefined
    }
  }
  await placeLast(context, message)
  const { conversation: to, originId, key } = message
  const { body, elements } = answered(message)
  const acknowledged = context.session.send(buildChatMessage({ to, id: originId ?? key, body }, ...referenceOf(message), ...elements))
  return { settled: acknowledged.then(() => noteSent(context, message)) }
}

/** With the quotation that stands before an answer, for clients that know nothing of answers. */
function answered({ reply, body, conversation }: Message): { body: string; elements: Element[] } {
  if (!reply) return { body, elements: [] }
  const quotation = quotationOf(reply.quote)
  return { body: `${quotation}${body}`, elements: buildReply({ id: reply.id, to: reply.to ?? conversation }, quotation) }
}

function referenceOf({ post }: Message): Element[] {
  const address = post === undefined ? undefined : parsePostKey(post)
  return address ? buildPostReference({ service: address.service, node: address.node, item: address.itemId }) : []
}

async function noteSent({ inbox }: EngineContext, message: Message): Promise<void> {
  await inbox.commit(async db => {
    const stored = await db.messages.get(message.key)
    // It may have come back before the server said that it has it.
    if (!stored || stored.state === 'failed') return
    const sent: Message = { ...stored, state: laterState(stored.state, 'sent'), failure: null, bounced: false }
    await db.messages.put(sent)
    await noteMessageState(db, sent)
  })
}

function isAtServer(message: Message): boolean {
  return message.archiveId !== null || message.state === 'sent' || message.state === 'delivered' || message.state === 'read'
}
