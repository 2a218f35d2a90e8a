import { isBlank, isRequest, newConversation, placed, withNewest } from '#model/conversation.ts'
import type { Conversation, Message } from '#model/message.ts'
import type { BareJid } from '#shared/jid.ts'
import { asWished } from './chat-wishes.ts'
import { messagesAfter, newestMessage } from './messages.ts'
import { putConversation, UNREAD_TOTAL } from './put-conversation.ts'
import type { AccountDb } from './schema.ts'

/** Conversations of the inbox, those put away (1) or requests of strangers (2): pinned ones, then the newest first. Live-query safe. */
export async function inboxKeys(db: AccountDb, limit: number, archived: 0 | 1 | 2 = 0): Promise<BareJid[]> {
  return await db.conversations
    .where('[archived+pinned+lastOrder]')
    .between([archived, 0, -Infinity], [archived, 1, Infinity])
    .reverse()
    .limit(limit)
    .primaryKeys()
}

export function getConversation(db: AccountDb, jid: BareJid): Promise<Conversation | undefined> {
  return db.conversations.get(jid)
}

/** Whether a conversation is one of those that strangers began. Live-query safe. */
export async function isRequestHere(db: AccountDb, jid: BareJid): Promise<boolean> {
  return (await db.conversations.get(jid))?.archived === 2
}

export async function ensureConversation(db: AccountDb, jid: BareJid, now: number): Promise<Conversation> {
  return (await db.conversations.get(jid)) ?? (await asWished(db, newConversation(jid, now)))
}

/**
 * What new messages mean to their conversations: the inbox' line, and more unread when they came from the other side.
 * @param as `read` for history from before this device knew the account; `aside` for what I sent there from elsewhere: whoever answers has
 * read, but not whoever passes something on
 */
export async function noteMessages(db: AccountDb, messages: readonly Message[], as: 'read' | 'unread' | 'aside'): Promise<void> {
  const byConversation = groupByConversation(messages)
  for (const [jid, group] of byConversation) {
    const stored = await db.conversations.get(jid)
    const newest = group.reduce((a, b) => (b.order > a.order ? b : a))
    const base = stored ?? (await asWished(db, newConversation(jid, newest.sentAt)))
    const isNewest = !stored || isBlank(stored) || newest.order >= stored.lastOrder
    const line = isNewest ? withNewest(base, newest) : base
    const read = Math.max(
      line.readOrder,
      ...group.filter(message => as === 'read' || isAnswer(message, as, line.unread)).map(message => message.order),
    )
    const moved = read > line.readOrder
    const unread = moved
      ? await countUnread(db, jid, read)
      : line.unread + group.filter(message => message.direction === 'in' && message.order > read).length
    const mine = line.mine === true || group.some(({ direction }) => direction === 'out')
    // Who has had an answer is asked for no longer.
    const stranger = !mine && line.kind === 'person' && !(await db.contacts.get(jid))
    await putConversation(db, placed({ ...line, ...(mine && { mine }), ...(stranger && { stranger }), readOrder: read, unread }))
  }
}

function isAnswer({ direction }: Message, as: 'unread' | 'aside', unread: number): boolean {
  return direction === 'out' && (as === 'unread' || unread === 0)
}

function groupByConversation(messages: readonly Message[]): Map<BareJid, Message[]> {
  const groups = new Map<BareJid, Message[]>()
  for (const message of messages) {
    const group = groups.get(message.conversation)
    if (group) group.push(message)
    else groups.set(message.conversation, [message])
  }
  return groups
}

interface Moved {
  before: Message
  after: Message
}

/**
 * Stored messages that took another place: the line of the inbox and the unread go with them. So does the reading position, but not
 * upwards with a message of one's own: what came while that one waited to be sent has not been read by it.
 */
export async function noteMoved(db: AccountDb, moved: readonly Moved[]): Promise<void> {
  const changed = moved.filter(({ before, after }) => before.order !== after.order || before.state !== after.state)
  for (const jid of new Set(changed.map(({ after }) => after.conversation))) {
    const conversation = await db.conversations.get(jid)
    const newest = await newestMessage(db, jid)
    if (!conversation || !newest) continue
    const here = changed.filter(({ after }) => after.conversation === jid)
    const readOrder = here.reduce(readingPosition, conversation.readOrder)
    const isRecounted =
      readOrder !== conversation.readOrder || here.some(({ before, after }) => before.order > readOrder !== after.order > readOrder)
    const unread = isRecounted ? await countUnread(db, jid, readOrder) : conversation.unread
    await putConversation(db, { ...withNewest(conversation, newest), readOrder, unread })
  }
}

function readingPosition(readOrder: number, { before, after }: Moved): number {
  return readOrder === before.order && (after.direction === 'in' || after.order < before.order) ? after.order : readOrder
}

async function countUnread(db: AccountDb, jid: BareJid, readOrder: number): Promise<number> {
  return (await messagesAfter(db, jid, readOrder)).filter(message => message.direction === 'in').length
}

/** The inbox' line follows the newest message and its state. */
export async function noteMessageState(db: AccountDb, message: Message): Promise<void> {
  const conversation = await db.conversations.get(message.conversation)
  if (conversation && message.order > conversation.lastOrder) await db.conversations.put(withNewest(conversation, message))
  if (conversation && conversation.lastOrder === message.order && conversation.previewState !== message.state)
    await db.conversations.put({ ...conversation, previewState: message.state })
}

/** Messages say something else than before: the inbox' line follows the newest. */
export async function noteWords(db: AccountDb, messages: readonly Message[]): Promise<void> {
  for (const message of messages) {
    const conversation = await db.conversations.get(message.conversation)
    if (conversation && conversation.lastOrder === message.order) await db.conversations.put(withNewest(conversation, message))
  }
}

/** Everything up to a place was read. Never backwards. */
export async function noteRead(db: AccountDb, jid: BareJid, order: number): Promise<void> {
  const conversation = await db.conversations.get(jid)
  if (!conversation || order <= conversation.readOrder) return
  await putConversation(db, { ...conversation, readOrder: order, unread: await countUnread(db, jid, order) })
}

/** Second thoughts about having read everything from a place on. */
export async function noteUnread(db: AccountDb, jid: BareJid, order: number): Promise<void> {
  const conversation = await db.conversations.get(jid)
  if (conversation) await putConversation(db, { ...conversation, readOrder: order, unread: await countUnread(db, jid, order) })
}

/**
 * Recomputes what can be derived: newest line and unread of every conversation, and their sum. A test compares it with what was kept
 * step by step.
 */
export async function repairConversations(db: AccountDb): Promise<void> {
  await db.transaction('rw', db.conversations, db.messages, db.settings, async () => {
    let total = 0
    for (const conversation of await db.conversations.toArray()) {
      const newest = await newestMessage(db, conversation.jid)
      const line = newest ? withNewest(conversation, newest) : conversation
      const unread = await countUnread(db, conversation.jid, conversation.readOrder)
      if (!isRequest(line)) total += unread
      await db.conversations.put({ ...line, unread })
    }
    await db.settings.put({ key: UNREAD_TOTAL, value: total })
  })
}

/** Whom one may write to: who one spoke with last comes first, then the contacts. */
export async function peopleToWriteTo(db: AccountDb): Promise<{ jid: BareJid; name: string }[]> {
  const talks = await inboxKeys(db, 200)
  const contacts = await db.contacts.orderBy('jid').toArray()
  const names = new Map<BareJid, string>(contacts.map(({ jid, name }) => [jid, name]))
  const jids = [...new Set([...talks, ...contacts.map(({ jid }) => jid)])]
  const profiles = await db.profiles.bulkGet(jids)
  return jids.map((jid, index) => ({ jid, name: names.get(jid) || profiles[index]?.name || '' }))
}
