import { randomId } from '#shared/ids.ts'
import { placeBetween } from '#model/archive-order.ts'
import { mergeSeen, messageFrom, type SeenMessage } from '#model/merge-message.ts'
import type { SeenEffect } from '#model/message-effect.ts'
import type { Message } from '#model/message.ts'
import type { BareJid } from '#shared/jid.ts'
import { noteMessages, noteMessageState, noteWords } from '#storage/conversations.ts'
import { applyDisplayed, applyDisplayedWords } from '#storage/displayed.ts'
import { storeEffects, withStoredEffects } from '#storage/effects.ts'
import { findSame, newestOrder } from '#storage/messages.ts'
import type { AccountDb } from '#storage/schema.ts'

/**
 * Stores a message that has just come, after everything that is there; another sight of a stored one only adds to it.
 * @returns whether it came by itself for the first time; the archive may have told of it before
 */
export async function storeLive(db: AccountDb, seen: SeenMessage): Promise<{ message: Message; isFirst: boolean }> {
  const stored = (await findSame(db, [seen]))(seen)
  if (stored) {
    const seenAgain = mergeSeen(stored, seen)
    const isNamedAnew = stored.orphan === true || seenAgain.aliases.length > stored.aliases.length
    const [merged = seenAgain] = isNamedAnew ? await withStoredEffects(db, [seenAgain]) : []
    await db.messages.put(merged)
    await noteMessageState(db, merged)
    if (isNamedAnew) await noteWords(db, [merged])
    await applyDisplayed(db, [merged])
    return { message: merged, isFirst: stored.receivedAt === undefined }
  }
  const fresh = messageFrom(seen, randomId(), await placeAtEnd(db, seen.stampAt))
  const [message = fresh] = await withStoredEffects(db, [fresh])
  await db.messages.add(message)
  await noteMessages(db, [message], 'unread')
  await applyDisplayed(db, [message])
  return { message, isFirst: true }
}

async function placeAtEnd(db: AccountDb, stampAt: number): Promise<number> {
  const [order = stampAt] = placeBetween([stampAt], await newestOrder(db), Infinity)
  return order
}

/** Stores what has just been said about another message. */
export async function storeLiveEffect(db: AccountDb, account: BareJid, seen: SeenEffect): Promise<void> {
  await storeEffects(db, account, [{ seen, order: await placeAtEnd(db, seen.stampAt) }], 'unread')
  await applyDisplayedWords(db, account, [seen])
}
