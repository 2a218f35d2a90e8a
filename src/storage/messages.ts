import { isSameMessage, type SeenMessage, aliasesOf } from '#model/merge-message.ts'
import { aliasOfArchive, aliasOfSender } from '#model/message-alias.ts'
import type { ArchiveGap, Message } from '#model/message.ts'
import type { BareJid } from '#shared/jid.ts'
import type { AccountDb } from './schema.ts'

function ofConversation(db: AccountDb, conversation: BareJid) {
  return db.messages.where('[conversation+order]').between([conversation, -Infinity], [conversation, Infinity])
}

/**
 * The newest messages of a conversation up to a place in it, oldest first. Live-query safe, and read again only when one of them
 * changes or another one comes among them: what is stored further up, as by the archive of a long absence, is not looked at.
 */
export async function historyUpTo(db: AccountDb, conversation: BareJid, limit: number, upTo = Infinity): Promise<Message[]> {
  const from = await Promise.resolve(orderFromEnd(db, conversation, limit, upTo))
  const there = db.messages.where('[conversation+order]').between([conversation, from ?? -Infinity], [conversation, upTo], true, true)
  const newestFirst = await there.reverse().limit(limit).toArray()
  // Some went in between.
  if (from !== undefined && newestFirst.length < limit) return historyUpTo(db, conversation, limit, upTo)
  return newestFirst.reverse()
}

/** The order of the message so many from the end; undefined where there are fewer. Past Dexie, for which a limit looks at everything. */
async function orderFromEnd(db: AccountDb, conversation: BareJid, back: number, upTo: number): Promise<number | undefined> {
  if (!db.isOpen()) await db.open()
  const index = db.backendDB().transaction('messages').objectStore('messages').index('[conversation+order]')
  const range = IDBKeyRange.bound([conversation, -Infinity], [conversation, upTo])
  const looking = index.openKeyCursor(range, 'prev')
  return new Promise((resolve, reject) => {
    let left = back - 1
    looking.addEventListener('error', () => reject(looking.error ?? new Error('not read')))
    looking.addEventListener('success', () => {
      const cursor = looking.result
      if (!cursor || left === 0) return resolve((cursor?.key as [string, number] | undefined)?.[1])
      cursor.advance(left)
      left = 0
      return undefined
    })
  })
}

/** The messages of a conversation that follow a place in it, oldest first. Live-query safe. */
export async function historyAfter(db: AccountDb, conversation: BareJid, order: number, limit: number): Promise<Message[]> {
  const behind = db.messages.where('[conversation+order]').between([conversation, order], [conversation, Infinity], false)
  return await behind.limit(limit).toArray()
}

/** Messages of a conversation that stand before a place in it, newest first. Live-query safe. */
export async function messagesBelow(db: AccountDb, conversation: BareJid, below: number, limit: number): Promise<Message[]> {
  const before = db.messages.where('[conversation+order]').between([conversation, -Infinity], [conversation, below], true, false)
  return await before.reverse().limit(limit).toArray()
}

/** A message in the order of its conversation. */
export interface MessagePlace {
  key: string
  order: number
}

/** Where a message of a conversation stands, by its key on this device or an id that the archive or one of the two gave it. */
export async function placeInHistory(
  db: AccountDb,
  { conversation, account, id }: { conversation: BareJid; account: BareJid; id: string },
): Promise<MessagePlace | null> {
  const byKey = await db.messages.get(id)
  const found = byKey?.conversation === conversation ? byKey : await findByName(db, { conversation, account, id })
  return found ? { key: found.key, order: found.order } : null
}

export function getMessage(db: AccountDb, key: string): Promise<Message | undefined> {
  return db.messages.get(key)
}

/** Those of them that still say something, in their order. */
export async function getMessages(db: AccountDb, keys: readonly string[]): Promise<Message[]> {
  const found = await db.messages.bulkGet([...keys])
  return found.flatMap(message => (message && !message.retracted ? message : [])).toSorted((one, other) => one.order - other.order)
}

/** Gaps of archives that lie between two places of a history. There are never many. */
export async function archiveGapsWithin(
  db: AccountDb,
  conversation: BareJid,
  { fromOrder, toOrder = Infinity }: { fromOrder: number; toOrder?: number },
): Promise<ArchiveGap[]> {
  const isHere = ({ newerOrder, olderOrder, olderId, with: other }: ArchiveGap): boolean =>
    newerOrder >= fromOrder && olderOrder <= toOrder && olderId !== null && (other === undefined || other === conversation)
  return (await db.archiveGaps.toArray()).filter(isHere)
}

/**
 * For messages that were seen: which stored one each of them is another sight of. One query for all of them.
 * @returns the stored message, or undefined for one that is new
 */
export async function findSame(db: AccountDb, seen: readonly SeenMessage[]): Promise<(one: SeenMessage) => Message | undefined> {
  const wanted = [...new Set(seen.flatMap(aliasesOf))]
  const stored = wanted.length === 0 ? [] : await db.messages.where('aliases').anyOf(wanted).distinct().toArray()
  const byAlias = new Map<string, Message[]>()
  for (const message of stored) {
    for (const alias of message.aliases) byAlias.set(alias, [...(byAlias.get(alias) ?? []), message])
  }
  return one =>
    aliasesOf(one)
      .flatMap(alias => byAlias.get(alias) ?? [])
      .find(message => isSameMessage(message, one))
}

/** A message of a conversation by an id that somebody names it by, whichever of the two wrote it. */
export async function findByName(
  db: AccountDb,
  { conversation, account, id }: { conversation: BareJid; account: BareJid; id: string },
): Promise<Message | undefined> {
  const names = [aliasOfSender(conversation, conversation, id), aliasOfSender(conversation, account, id), aliasOfArchive(account, id)]
  const found = await db.messages.where('aliases').anyOf(names).toArray()
  return found.find(message => message.conversation === conversation)
}

/** How many messages of a conversation stand at a place and behind it. Not for a live query. */
export function countFrom(db: AccountDb, conversation: BareJid, order: number): Promise<number> {
  return db.messages.where('[conversation+order]').between([conversation, order], [conversation, Infinity]).count()
}

/** The newest message of mine in words that others may have and that has a name to speak of it by. */
export async function newestOwn(db: AccountDb, conversation: BareJid): Promise<Message | undefined> {
  return await ofConversation(db, conversation)
    .reverse()
    .filter(
      ({ direction, state, retracted, originId, body, sticker }) =>
        direction === 'out' && state !== 'failed' && !retracted && originId !== null && body !== '' && !sticker,
    )
    .first()
}

/** The newest place taken in any conversation. */
export async function newestOrder(db: AccountDb): Promise<number> {
  return (await db.messages.orderBy('order').last())?.order ?? -Infinity
}

/** The newest message that is at the server, of a kind where one is named: what waits here has no place in the archive yet. */
export function newestAtServer(db: AccountDb, kind: Partial<Message> = {}): Promise<Message | undefined> {
  const { conversation, direction } = kind
  const messages = conversation === undefined ? db.messages.orderBy('order') : ofConversation(db, conversation)
  return messages
    .reverse()
    .filter(({ state, direction: found }) => state !== 'queued' && state !== 'failed' && (direction ?? found) === found)
    .first()
}

export function oldestMessage(db: AccountDb, conversation: BareJid): Promise<Message | undefined> {
  return ofConversation(db, conversation).first()
}

export function newestMessage(db: AccountDb, conversation: BareJid): Promise<Message | undefined> {
  return ofConversation(db, conversation).last()
}

/** Messages of a conversation after a place in it, oldest first. */
export function messagesAfter(db: AccountDb, conversation: BareJid, order: number): Promise<Message[]> {
  return db.messages.where('[conversation+order]').between([conversation, order], [conversation, Infinity], false).toArray()
}

/** So many messages of a conversation that follow a place in it, oldest first, for whoever goes through all of it. */
export function nextMessages(db: AccountDb, conversation: BareJid, order: number, limit: number): Promise<Message[]> {
  const behind = db.messages.where('[conversation+order]').between([conversation, order], [conversation, Infinity], false)
  return behind.limit(limit).toArray()
}

/** The nearest message on either side of a hole that the archive has named, or at its edge: what is stored around a stretch that is not. */
export async function archivedAround(
  db: AccountDb,
  conversation: BareJid,
  { from, to }: { from: number; to: number },
): Promise<{ below: Message | undefined; above: Message | undefined }> {
  const isArchived = ({ archiveId }: Message): boolean => archiveId !== null
  const between = (low: number, high: number) =>
    db.messages.where('[conversation+order]').between([conversation, low], [conversation, high], true, true)
  return {
    below: await between(-Infinity, from).reverse().filter(isArchived).first(),
    above: await between(to, Infinity).filter(isArchived).first(),
  }
}

/** The oldest message of a conversation that the archive has named: scrolling back goes on from there. */
export async function oldestArchived(db: AccountDb, conversation: BareJid): Promise<Message | undefined> {
  return ofConversation(db, conversation)
    .filter(message => message.archiveId !== null)
    .first()
}

/** Own messages of a conversation up to one of them that are not yet marked as far as `state`. */
export async function ownMessagesUpTo(db: AccountDb, conversation: BareJid, order: number, limit: number): Promise<Message[]> {
  const rows = await db.messages
    .where('[conversation+order]')
    .between([conversation, -Infinity], [conversation, order], true, true)
    .reverse()
    .limit(limit)
    .toArray()
  return rows.filter(row => row.direction === 'out')
}
