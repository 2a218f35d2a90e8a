import { bareOf } from '#shared/jid.ts'
import { toFailure } from '#shared/errors.ts'
import { aliasOfSender } from '#model/message-alias.ts'
import { parseStanzaError, toKithError } from '#protocol/stanza-error.ts'
import { noteMessageState } from '#storage/conversations.ts'
import type { EngineContext } from '../context.ts'
import type { Incoming } from '../session/session.ts'
import { bouncedId, mayBounce } from './sender-rules.ts'

/** A message of mine that could not be delivered comes back, maybe hours later: it is failed, with the reason. */
export async function onBounce(context: EngineContext, { element, from }: Incoming): Promise<void> {
  const id = bouncedId(element)
  const error = parseStanzaError(element)
  if (!id || !error) return
  const failure = toFailure(toKithError(error))
  await context.inbox.commit(async db => {
    const alias = aliasOfSender(bareOf(from), context.account, id)
    const message = await db.messages.where('aliases').equals(alias).first()
    if (!message || !mayBounce(context.account, message, from)) return context.note('error refused', { from: bareOf(from) })
    // Somebody who has read it has it, whatever one of his devices says.
    if (message.state === 'delivered' || message.state === 'read' || message.state === 'failed') return
    const next = { ...message, state: 'failed' as const, failure }
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
