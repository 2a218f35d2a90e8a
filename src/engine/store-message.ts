import { randomId } from '#shared/ids.ts'
import { placeBetween } from '#model/archive-order.ts'
import { mergeSeen, messageFrom, type SeenMessage } from '#model/merge-message.ts'
import type { Message } from '#model/message.ts'
import { noteMessages, noteMessageState } from '#storage/conversations.ts'
import { findSame, newestOrder } from '#storage/messages.ts'
import type { AccountDb } from '#storage/schema.ts'

/** Stores a message that has just come, after everything that is there; another sight of a stored one only adds to it. */
export async function storeLive(db: AccountDb, seen: SeenMessage): Promise<{ message: Message; isNew: boolean }> {
  const stored = (await findSame(db, [seen]))(seen)
  if (stored) {
    const merged = mergeSeen(stored, seen)
    await db.messages.put(merged)
    await noteMessageState(db, merged)
    return { message: merged, isNew: false }
  }
  const [order = seen.stampAt] = placeBetween([seen.stampAt], await newestOrder(db), Infinity)
  const message = messageFrom(seen, randomId(), order)
  await db.messages.add(message)
  await noteMessages(db, [message], 'unread')
  return { message, isNew: true }
}
