import { KithError } from '#shared/errors.ts'
import { mergeEffect, type MessageEffect } from '#model/message-effect.ts'
import type { Message } from '#model/message.ts'
import { buildSignal } from '#protocol/rfc6121-message.ts'
import { buildReplace } from '#protocol/xep0308-correct.ts'
import { buildHint } from '#protocol/xep0334-hints.ts'
import { buildRetract, NS_RETRACT } from '#protocol/xep0424-retract.ts'
import { buildFallback } from '#protocol/xep0428-fallback.ts'
import { buildMessageReactions } from '#protocol/xep0444-reactions.ts'
import { buildOriginId } from '#protocol/xep0359-stanza-ids.ts'
import { type Element, xml } from '#protocol/xml.ts'
import { putOwnEffect, removeOwnEffect, targetsOf } from '#storage/effects.ts'
import type { EngineContext } from '../context.ts'
import { findSent } from '../find-sent.ts'
import { outgoingMessage } from '../outgoing-message.ts'
import type { Deliver } from './drain.ts'

/** What clients show that know nothing of retractions, in English since it is for whoever reads (XEP-0424 §4). */
const RETRACTED = 'This person took back an earlier message, but your app does not support that.'

/** Sends what I said about a message. What may have arrived already is looked up first, as with messages. */
export const sendEffect: Deliver = async (context, row) => {
  if (row.intent.kind !== 'send-effect') return undefined
  const effect = await context.db.effects.get(row.intent.effectKey)
  if (!effect || effect.state === 'there') return undefined
  if (row.attempts > 0 && !effect.bounced) {
    const found = (await findSent(context, { ...effect, writtenAt: effect.stampAt }))?.effect
    if (found) {
      // One result alone does not tell its place: its stamp may be of the whole second.
      await settle(context, mergeEffect(effect, { ...found, stampAt: effect.stampAt }))
      return undefined
    }
  }
  const messages = await targetsOf(context.db, context.account, effect)
  const [message] = messages
  // The message was taken away before anybody had it, or what it said was taken back meanwhile.
  if (!message || (effect.deed.kind === 'correction' && effect.deed.body === '')) return drop(context, effect)
  // What is said of a message never arrives before it.
  if (messages.some(({ state }) => state === 'queued')) throw new KithError('timeout', 'the message itself is not there yet')
  const acknowledged = context.session.send(stanzaOf(effect, message))
  return { settled: acknowledged.then(() => settle(context, effect)) }
}

async function drop({ account, inbox }: EngineContext, effect: MessageEffect): Promise<void> {
  await inbox.commit(db => removeOwnEffect(db, account, effect))
}

async function settle({ account, inbox }: EngineContext, sent: MessageEffect): Promise<void> {
  await inbox.commit(async db => {
    const now = await db.effects.get(sent.key)
    // It may have come back before the server said that it has it.
    if (!now || now.state === 'failed') return
    await putOwnEffect(db, account, { ...now, archiveId: now.archiveId ?? sent.archiveId, state: 'there', failure: null, bounced: false })
  })
}

function stanzaOf({ deed, conversation: to, target, originId, key }: MessageEffect, message: Message): Element {
  const id = originId ?? key
  switch (deed.kind) {
    case 'correction':
      return outgoingMessage(message, { id, said: deed }, buildReplace(target))
    case 'retraction':
      return buildSignal(
        to,
        id,
        buildOriginId(id),
        buildRetract(target),
        buildFallback(NS_RETRACT),
        xml('body', {}, RETRACTED),
        buildHint('store'),
      )
    case 'reactions':
      return buildSignal(to, id, buildOriginId(id), buildMessageReactions({ id: target, emojis: deed.emojis }), buildHint('store'))
  }
}
