import type { DisplayedMark, Message } from '#model/message.ts'
import type { BareJid } from '#shared/jid.ts'
import { aliasOfArchive } from '#model/message-alias.ts'
import type { SeenEffect } from '#model/message-effect.ts'
import { noteRead } from './conversations.ts'
import { targetsOf } from './effects.ts'
import type { AccountDb } from './schema.ts'

/** Of a conversation so many are remembered. */
const MOST_REMEMBERED = 10

/** The message of a conversation that an archive knows by this id, or whose other words it knows by it. */
export async function findArchived(
  db: AccountDb,
  account: BareJid,
  { conversation, archiveId }: Pick<DisplayedMark, 'conversation' | 'archiveId'>,
): Promise<Message | undefined> {
  const name = aliasOfArchive(account, archiveId)
  const named = await db.messages.where('aliases').equals(name).toArray()
  const found = named.find(message => message.conversation === conversation && message.archiveId === archiveId)
  if (found) return found
  const corrections = (await db.effects.where('aliases').equals(name).toArray()).filter(
    effect => effect.deed.kind === 'correction' && effect.conversation === conversation && effect.archiveId === archiveId,
  )
  return corrections[0] && (await targetsOf(db, account, corrections[0]))[0]
}

/**
 * Another device of mine has read up to a message. It is remembered: the archive may bring that message later, or give it another
 * place, and the last one that was told need not be the one furthest down. Never backwards (XEP-0490 §5.1). Inside a transaction.
 */
export async function noteDisplayed(db: AccountDb, account: BareJid, mark: DisplayedMark): Promise<void> {
  const message = await findArchived(db, account, mark)
  if (message) await noteRead(db, mark.conversation, message.order)
  await db.displayed.put(mark)
  const known = await db.displayed.where('conversation').equals(mark.conversation).sortBy('heardAt')
  await db.displayed.bulkDelete(known.slice(0, -MOST_REMEMBERED).map(({ conversation, archiveId }) => [conversation, archiveId]))
}

/** Messages that were stored or got their place in the archive: what was read elsewhere before they came is read here too. */
export async function applyDisplayed(db: AccountDb, messages: readonly Message[]): Promise<void> {
  const named = messages.flatMap(({ conversation, archiveId, order }) =>
    archiveId === null ? [] : [{ key: [conversation, archiveId] satisfies [BareJid, string], order }],
  )
  if (named.length === 0) return
  const marks = await db.displayed.bulkGet(named.map(({ key }) => key))
  for (const [index, { key, order }] of named.entries()) {
    if (marks[index]) await noteRead(db, key[0], order)
  }
}

/** The same for other words that were stored: who has read them has read what they are for. */
export async function applyDisplayedWords(
  db: AccountDb,
  account: BareJid,
  effects: readonly Pick<SeenEffect, 'conversation' | 'archiveId' | 'deed'>[],
): Promise<void> {
  const named = effects.flatMap(({ conversation, archiveId, deed }) =>
    deed.kind === 'correction' && archiveId !== null ? [[conversation, archiveId] satisfies [BareJid, string]] : [],
  )
  if (named.length === 0) return
  for (const mark of await db.displayed.bulkGet(named)) {
    const message = mark && (await findArchived(db, account, mark))
    if (message) await noteRead(db, message.conversation, message.order)
  }
}

/** The newest message of the other side that was read and that the archive has named: the place all my devices know. */
export async function newestRead(db: AccountDb, conversation: BareJid): Promise<(Message & { archiveId: string }) | undefined> {
  const readOrder = (await db.conversations.get(conversation))?.readOrder ?? -Infinity
  return (await db.messages
    .where('[conversation+order]')
    .between([conversation, -Infinity], [conversation, readOrder], true, true)
    .reverse()
    .filter(({ direction, archiveId }) => direction === 'in' && archiveId !== null)
    .first()) as (Message & { archiveId: string }) | undefined
}
