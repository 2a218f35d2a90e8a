import { laneOf } from '#model/outbox.ts'
import { bareOf, type Jid } from '#shared/jid.ts'
import { type Failure, toFailure } from '#shared/errors.ts'
import { parseStanzaError, toKithError } from '#protocol/stanza-error.ts'
import { noteMessageState } from '#storage/conversations.ts'
import { findOwnEffect, putOwnEffect } from '#storage/effects.ts'
import type { AccountDb } from '#storage/schema.ts'
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
    if (!message) return failOwnEffect(context, db, { id, from, failure })
    if (!mayBounce(context.account, message, from)) return context.note('error refused', { from: bareOf(from) })
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

/** What I said about a message comes back: other words, or that it was taken back, were not told. What I feel is said anew or not. */
async function failOwnEffect(
  context: EngineContext,
  db: AccountDb,
  { id, from, failure }: { id: string; from: Jid; failure: Failure },
): Promise<void> {
  const effect = await findOwnEffect(db, context.account, bareOf(from), id)
  if (!effect || !mayBounce(context.account, effect, from)) return context.note('error refused', { from: bareOf(from) })
  if (effect.state === 'failed' || effect.deed.kind === 'reactions') return
  await putOwnEffect(db, context.account, { ...effect, state: 'failed', failure, bounced: true })
  const intent = { kind: 'send-effect' as const, effectKey: effect.key, conversation: effect.conversation, deed: effect.deed.kind }
  await db.outbox.add({
    lane: laneOf(intent),
    intent,
    state: 'failed',
    attempts: 0,
    notBefore: 0,
    createdAt: context.now(),
    failure,
  })
}
