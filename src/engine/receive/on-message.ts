import { type BareJid, bareOf, parseJid } from '#shared/jid.ts'
import { buildEnableCarbons, isCarbon, parseCarbon } from '#protocol/xep0280-carbons.ts'
import { messageType } from '#protocol/rfc6121-message.ts'
import { NS_ROSTER } from '#protocol/rfc6121-roster.ts'
import { parseChatState } from '#protocol/xep0085-chat-states.ts'
import { wantsReceipt } from '#protocol/xep0184-receipts.ts'
import { parseDelay } from '#protocol/xep0203-delay.ts'
import { isArchiveResult } from '#protocol/xep0313-mam.ts'
import type { Element } from '#protocol/xml.ts'
import { collectArchiveResult } from '../archive-query.ts'
import type { EngineContext } from '../context.ts'
import { readEffect, readMessage } from '../read-message.ts'
import type { Incoming } from '../session/session.ts'
import { storeLive, storeLiveEffect } from '../store-message.ts'
import { onAcknowledgement } from './on-acknowledgement.ts'
import { onBounce } from './on-bounce.ts'
import { onRosterPush } from './on-roster-push.ts'
import { isConversationPartner, isHonestCarbon, mayCarbon, mayDelay } from './sender-rules.ts'
import { sendReceipt } from './send-receipt.ts'
import { advanceCursor } from './advance-cursor.ts'

/** Everything of one-to-one chat that comes in by itself. */
export function attachChat(context: EngineContext): () => void {
  const detach = [
    context.session.onMessage(incoming => onMessage(context, incoming)),
    context.session.onRequest('set', NS_ROSTER, (incoming, payload) => onRosterPush(context, incoming, payload)),
  ]
  return () => detach.forEach(stop => stop())
}

/** Other devices' messages are copied to us from here on (XEP-0280 §4). */
export async function enableCarbons(context: EngineContext): Promise<void> {
  await context.session.request('set', null, buildEnableCarbons(), { urgency: 'user' })
}

async function onMessage(context: EngineContext, incoming: Incoming): Promise<void> {
  const { element, from } = incoming
  if (isArchiveResult(element)) return collectArchiveResult(context, incoming)
  if (isCarbon(element)) return onCarbon(context, incoming)
  const type = messageType(element)
  if (type === 'error') return onBounce(context, incoming)
  if (type === 'groupchat' || type === 'headline') return undefined
  tellTyping(context, element, bareOf(from))
  await onAcknowledgement(context, element)
  return onText(context, incoming)
}

async function onCarbon(context: EngineContext, incoming: Incoming): Promise<void> {
  const carbon = parseCarbon(incoming.element)
  const innerFrom = parseJid(carbon?.message.attrs['from'] as string | undefined)
  if (!carbon || !mayCarbon(context.account, incoming.from) || !isHonestCarbon(context.account, carbon.direction, innerFrom)) {
    context.note('carbon refused', { from: bareOf(incoming.from) })
    return
  }
  const inner: Incoming = { ...incoming, element: carbon.message, from: innerFrom ?? incoming.from }
  await onAcknowledgement(context, inner.element)
  // Never answered: the device it was for does that (§11).
  await onText(context, inner, { copied: true })
}

/** A message with text becomes a row, what it says about another one changes that one; the promise settles when it is stored, and only then does the stream count it as handled. */
async function onText(context: EngineContext, incoming: Incoming, { copied = false } = {}): Promise<void> {
  const { element, receivedAt } = incoming
  const setting = { account: context.account, archiveId: null, stampAt: receivedAt, sentAt: writtenAt(context, incoming) }
  const effect = readEffect(element, setting)
  if (effect && isConversationPartner(effect.conversation)) {
    await context.inbox.commit(db => storeLiveEffect(db, context.account, effect))
    // Other words are what arrives as much as the first were.
    if (!copied && effect.direction === 'in' && wantsReceipt(element)) await sendReceipt(context, effect)
    return
  }
  const seen = readMessage(element, setting)
  if (!seen || !isConversationPartner(seen.conversation)) return
  const { message, isFirst } = await context.inbox.commit(async db => {
    const stored = await storeLive(db, seen)
    if (seen.archiveId !== null) await advanceCursor(db, context.account, seen.archiveId, stored.message.order)
    return stored
  })
  if (isFirst && !copied && message.direction === 'in' && seen.wantsReceipt) await sendReceipt(context, message)
}

function writtenAt({ account }: EngineContext, { element, receivedAt }: Incoming): number {
  const delay = parseDelay(element)
  return delay && mayDelay(account, parseJid(delay.from)) ? Math.min(delay.stampAt, receivedAt) : receivedAt
}

function tellTyping(context: EngineContext, element: Element, from: BareJid): void {
  const state = parseChatState(element)
  if (state && from !== context.account) context.signal({ kind: 'typing', conversation: from, from, typing: state === 'composing' })
}
