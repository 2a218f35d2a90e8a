import type { BareJid } from '#shared/jid.ts'
import { laterState } from '#model/merge-message.ts'
import { aliasOfSender } from '#model/message-alias.ts'
import type { Message, MessageState } from '#model/message.ts'
import { parseReceipt } from '#protocol/xep0184-receipts.ts'
import { parseDisplayed, parseMarkedReceived } from '#protocol/xep0333-markers.ts'
import type { Element } from '#protocol/xml.ts'
import { noteMessageState, noteRead } from '#storage/conversations.ts'
import { messagesNamed } from '#storage/effects.ts'
import { inParts } from '#storage/in-parts.ts'
import { messageRow } from '#storage/message-intents.ts'
import { ownMessagesUpTo } from '#storage/messages.ts'
import type { AccountDb } from '#storage/schema.ts'
import { isChat, partiesOf } from './read-message.ts'

/** A marker covers the messages before it (XEP-0333 §4.1); so many are brought up to date at once. */
const COVERED = 100

/** A receipt or a marker: of the other side about a message of mine, or of another device of mine about one of theirs. */
export interface Acknowledgement {
  conversation: BareJid
  isMine: boolean
  /** Id of a message that came to a device. */
  received: string | null
  /** Id of a message that somebody saw. */
  displayed: string | null
}

/** By whatever path it came; undefined for most messages. */
export function readAcknowledgement(message: Element, account: BareJid): Acknowledgement | undefined {
  const received = parseReceipt(message) ?? parseMarkedReceived(message) ?? null
  const displayed = parseDisplayed(message) ?? null
  const parties = (received !== null || displayed !== null) && isChat(message) && partiesOf(message, account)
  if (!parties || parties.conversation === account) return undefined
  return { conversation: parties.conversation, isMine: parties.direction === 'out', received, displayed }
}

/**
 * Brings messages up to date with what was told of them. They are looked for among those of the two who speak: nobody else has anything
 * to say about them (XEP-0184 §8, XEP-0333 §7). Inside a transaction.
 */
export async function storeAcknowledgements(db: AccountDb, account: BareJid, seen: readonly Acknowledgement[]): Promise<void> {
  const told = (of: 'received' | 'displayed', isMine: boolean): string[] =>
    seen.flatMap(({ conversation, isMine: mine, [of]: id }) =>
      id !== null && mine === isMine ? aliasOfSender(conversation, isMine ? conversation : account, id) : [],
    )
  const named = (aliases: readonly string[]): Promise<Message[]> => messagesNamed(db, account, aliases)
  const states = new Map(
    (await named(told('received', false))).map((message): [string, Raised] => [message.key, { message, state: 'delivered' }]),
  )
  const read = await named(told('displayed', false))
  for (const message of [...(await coveredBy(db, read)), ...read]) states.set(message.key, { message, state: 'read' })
  await raise(db, [...states.values()])
  for (const { conversation, order } of lastOfEach(await named(told('displayed', true)))) await noteRead(db, conversation, order)
}

/** Older messages of mine than those that are here: who saw a later one has seen them. Inside a transaction. */
export async function asSeen(db: AccountDb, older: readonly Message[]): Promise<Message[]> {
  const seen = new Set<BareJid>()
  for (const { conversation, order } of lastOfEach(older.filter(({ direction }) => direction === 'out'))) {
    const later = await db.messages
      .where('[conversation+order]')
      .between([conversation, order], [conversation, Infinity], false, true)
      .limit(COVERED)
      .toArray()
    if (later.find(({ direction }) => direction === 'out')?.state === 'read') seen.add(conversation)
  }
  return older.map(message => (message.state === 'sent' && seen.has(message.conversation) ? { ...message, state: 'read' } : message))
}

/** What never left was not read with the others. The one that is named was, whatever we thought of it. */
async function coveredBy(db: AccountDb, read: readonly Message[]): Promise<Message[]> {
  const before = await Promise.all(lastOfEach(read).map(({ conversation, order }) => ownMessagesUpTo(db, conversation, order, COVERED)))
  return before.flat().filter(({ state }) => state === 'sent' || state === 'delivered')
}

function lastOfEach(messages: readonly Message[]): Message[] {
  const last = new Map<BareJid, Message>()
  for (const message of messages)
    if (message.order > (last.get(message.conversation)?.order ?? -Infinity)) last.set(message.conversation, message)
  return [...last.values()]
}

interface Raised {
  message: Message
  state: MessageState
}

async function raise(db: AccountDb, all: readonly Raised[]): Promise<void> {
  const raised = all.filter(({ message, state }) => laterState(message.state, state) !== message.state)
  for (const { message } of raised) {
    const row = message.state === 'failed' ? await messageRow(db, message.key) : undefined
    if (row?.id !== undefined) await db.outbox.delete(row.id)
  }
  const messages = raised.map(({ message, state }) => ({ ...message, state, failure: null, bounced: false }))
  await inParts(messages, part => db.messages.bulkPut(part))
  for (const message of lastOfEach(messages)) await noteMessageState(db, message)
}
