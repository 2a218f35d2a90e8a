import type { Conversation } from '#model/message.ts'
import { isRequest } from '#model/conversation.ts'
import type { AccountDb } from './schema.ts'

export const UNREAD_TOTAL = 'unread-total'

/** Unread messages of all conversations but requests: a kept number, since counting would re-run on every write. */
export async function unreadTotal(db: AccountDb): Promise<number> {
  const setting = await db.settings.get(UNREAD_TOTAL)
  return typeof setting?.value === 'number' ? setting.value : 0
}

/** What a conversation adds to the sum of the unread. */
export function countedUnread(conversation: Conversation | undefined): number {
  return !conversation || isRequest(conversation) ? 0 : conversation.unread
}

/** Writes a conversation, or takes it away, and keeps the sum of the unread in step, in the caller's transaction. */
export async function putConversation(db: AccountDb, next: Conversation): Promise<void> {
  const before = countedUnread(await db.conversations.get(next.jid))
  await db.conversations.put(next)
  await moveTotal(db, countedUnread(next) - before)
}

export async function dropConversation(db: AccountDb, gone: Conversation): Promise<void> {
  await db.conversations.delete(gone.jid)
  await moveTotal(db, -countedUnread(gone))
}

async function moveTotal(db: AccountDb, by: number): Promise<void> {
  if (by !== 0) await db.settings.put({ key: UNREAD_TOTAL, value: Math.max(0, (await unreadTotal(db)) + by) })
}
