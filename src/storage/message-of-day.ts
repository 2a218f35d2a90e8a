import { startOf } from '#model/search-query.ts'
import type { BareJid } from '#shared/jid.ts'
import { archiveGapsWithin, type MessagePlace, oldestMessage } from './messages.ts'
import type { AccountDb } from './schema.ts'

/** Places follow the clock of the archive; what waited to be sent was written earlier than its place says. */
const LEEWAY_MS = 86_400_000

export interface DayFound {
  /** The first message of that day or, where there is none, of a later one; null: nothing later is here. */
  place: MessagePlace | null
  /** It is of that day. */
  isThatDay: boolean
  /** There may be earlier ones since that day began which are not on this device. */
  isUnsure: boolean
}

/**
 * Where a day begins in a conversation, as far as it is on this device.
 * @param day as in `2026-03-09`
 * @param complete the archive has nothing older than what is here
 * @returns undefined where there is no such day
 */
export async function messageOfDay(
  db: AccountDb,
  { conversation, day, complete }: { conversation: BareJid; day: string; complete: boolean },
): Promise<DayFound | undefined> {
  const start = startOf(day)
  if (start === undefined) return undefined
  const next = new Date(start)
  next.setDate(next.getDate() + 1)
  const found = await db.messages
    .where('[conversation+order]')
    .between([conversation, start - LEEWAY_MS], [conversation, Infinity])
    .filter(message => message.sentAt >= start)
    .first()
  const oldest = await oldestMessage(db, conversation)
  const beginsLater = oldest === undefined || oldest.sentAt >= start
  const gaps = await archiveGapsWithin(db, conversation, { fromOrder: start, toOrder: found?.order ?? Infinity })
  return {
    place: found ? { key: found.key, order: found.order } : null,
    isThatDay: found !== undefined && found.sentAt < next.getTime(),
    isUnsure: (beginsLater && !complete) || gaps.length > 0,
  }
}
