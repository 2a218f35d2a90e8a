import { bareOf } from '#shared/jid.ts'
import { toFailure } from '#shared/errors.ts'
import { parseStanzaError, toKithError } from '#protocol/stanza-error.ts'
import { noteMessageState } from '#storage/conversations.ts'
import type { EngineContext } from '../context.ts'
import type { Incoming } from '../session/session.ts'
import { findOwnMessage } from './own-message.ts'
import { bouncedId, mayBounce } from './sender-rules.ts'

/** A message of mine that could not be delivered comes back, maybe hours later: it is failed, with the reason. */
export async function onBounce(context: EngineContext, { element, from }: Incoming): Promise<void> {
  const id = bouncedId(element)
  const error = parseStanzaError(element)
  if (!id || !error) return
  const failure = toFailure(toKithError(error))
  await context.inbox.commit(async db => {
    // From a server on the way the address says nothing of the conversation; what was written here has its id as its key.
    const message = (await findOwnMessage(db, context.account, bareOf(from), id)) ?? (await db.messages.get(id))
    if (!message || !mayBounce(context.account, message, from)) return context.note('error refused', { from: bareOf(from) })
    // Somebody who has read it has it, whatever one of his devices says.
    if (message.state === 'delivered' || message.state === 'read' || message.state === 'failed') return
    const next = { ...message, state: 'failed' as const, failure, bounced: true }
    await db.messages.put(next)
    await noteMessageState(db, next)
    await db.outbox.add({
      lane: `chat:${message.conversation}`,
      intent: { kind: 'send-message', messageKey: message.key, conversation: message.conversation },
      state: 'failed',
      attempts: 0,
      notBefore: 0,
      createdAt: context.now(),
      failure,
    })
  })
}
