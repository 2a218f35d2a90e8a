import type { BareJid } from '#shared/jid.ts'
import { laterState } from '#model/merge-message.ts'
import { aliasOfSender } from '#model/message-alias.ts'
import type { Message, MessageState } from '#model/message.ts'
import { addressesOf } from '#protocol/rfc6121-message.ts'
import { parseReceipt } from '#protocol/xep0184-receipts.ts'
import { parseDisplayed, parseMarkedReceived } from '#protocol/xep0333-markers.ts'
import type { Element } from '#protocol/xml.ts'
import { noteMessageState, noteRead } from '#storage/conversations.ts'
import { messageRow } from '#storage/message-intents.ts'
import { ownMessagesUpTo } from '#storage/messages.ts'
import type { AccountDb } from '#storage/schema.ts'
import { bareOf } from '#shared/jid.ts'
import type { EngineContext } from '../context.ts'
import { findOwnMessage } from './own-message.ts'
import { mayAcknowledge } from './sender-rules.ts'

/** A marker covers the messages before it (XEP-0333 §4.1); so many are brought up to date at once. */
const COVERED = 100

/** Receipts and markers, of the other side and of my own other devices. */
export async function onAcknowledgement(context: EngineContext, element: Element, from: BareJid): Promise<void> {
  const received = parseReceipt(element) ?? parseMarkedReceived(element)
  const displayed = parseDisplayed(element)
  if (received === undefined && displayed === undefined) return
  if (from === context.account) {
    if (displayed !== undefined) await onOwnMarker(context, element, displayed)
    return
  }
  await context.inbox.commit(async db => {
    if (received !== undefined) await acknowledge(context, db, from, received, 'delivered')
    if (displayed !== undefined) await acknowledge(context, db, from, displayed, 'read')
  })
}

/** Another device of mine has shown it: it is read here too. */
async function onOwnMarker({ account, inbox }: EngineContext, element: Element, id: string): Promise<void> {
  const { to } = addressesOf(element)
  if (!to || bareOf(to) === account) return
  const conversation = bareOf(to)
  await inbox.commit(async db => {
    const message = await db.messages
      .where('aliases')
      .equals(aliasOfSender(conversation, conversation, id))
      .first()
    if (message) await noteRead(db, conversation, message.order)
  })
}

async function acknowledge(context: EngineContext, db: AccountDb, from: BareJid, id: string, state: MessageState): Promise<void> {
  const message = await findOwnMessage(db, context.account, from, id)
  if (!message) return
  if (!mayAcknowledge(message, from)) return context.note('acknowledgement refused', { from })
  const before = state === 'read' ? await ownMessagesUpTo(db, from, message.order, COVERED) : []
  // What never left was not read with the others. The one that is named was, whatever we thought of it.
  const covered = before.filter(own => own.key !== message.key && (own.state === 'sent' || own.state === 'delivered'))
  for (const own of [message, ...covered]) await raise(db, own, state)
}

async function raise(db: AccountDb, message: Message, state: MessageState): Promise<void> {
  const next = laterState(message.state, state)
  if (next === message.state) return
  const row = message.state === 'failed' ? await messageRow(db, message.key) : undefined
  if (row?.id !== undefined) await db.outbox.delete(row.id)
  await db.messages.update(message.key, { state: next, failure: null, bounced: false })
  await noteMessageState(db, { ...message, state: next })
}
