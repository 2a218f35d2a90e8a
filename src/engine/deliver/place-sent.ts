import { placeBetween } from '#model/archive-order.ts'
import type { Message } from '#model/message.ts'
import type { BareJid } from '#shared/jid.ts'
import { noteMessageState } from '#storage/conversations.ts'
import { newestAtServer } from '#storage/messages.ts'
import type { AccountDb } from '#storage/schema.ts'
import type { EngineContext } from '../context.ts'

/** Places of what was given to the network last, by conversation: it is not at the server yet and stands before what follows all the same. */
const given = new WeakMap<EngineContext, Map<BareJid, number>>()

function givenBy(context: EngineContext): Map<BareJid, number> {
  const known = given.get(context) ?? new Map<BareJid, number>()
  given.set(context, known)
  return known
}

/**
 * A message is about to be sent. What waited here while others wrote will stand behind them in the archive, and so it does here from
 * now on; the next reading of the archive has the last word.
 */
export async function placeLast(context: EngineContext, { key, conversation }: Message): Promise<void> {
  const before = givenBy(context)
  const look = async (db: AccountDb): Promise<{ stored: Message | undefined; floor: number }> => ({
    stored: await db.messages.get(key),
    floor: Math.max((await newestAtServer(db))?.order ?? -Infinity, before.get(conversation) ?? -Infinity),
  })
  const { stored, floor } = await look(context.db)
  if (!stored) return
  const order = stored.order > floor ? stored.order : await moveBehind(context, look)
  before.set(conversation, order)
}

async function moveBehind(
  { inbox, now, session }: EngineContext,
  look: (db: AccountDb) => Promise<{ stored: Message | undefined; floor: number }>,
): Promise<number> {
  return inbox.commit(async db => {
    const { stored, floor } = await look(db)
    if (!stored || stored.archiveId !== null) return stored?.order ?? floor
    const placed = behind(stored, floor, now() + session.clockOffset)
    await db.messages.put(placed)
    await noteMessageState(db, placed)
    return placed.order
  })
}

/** A message that was found in the archive: behind what I sent before it, near its stamp. */
export async function placeFound(db: AccountDb, message: Message, stampAt: number): Promise<Message> {
  const own = await newestAtServer(db, { conversation: message.conversation, direction: 'out' })
  return message.archiveId !== null || !own ? message : behind(message, own.order, stampAt)
}

function behind(message: Message, floor: number, stampAt: number): Message {
  if (message.order > floor) return message
  const [order = message.order] = placeBetween([stampAt], floor, Infinity)
  return { ...message, order }
}
