import { concernsMe, ringingOf } from '#model/ring.ts'
import type { BareJid } from '#shared/jid.ts'
import { messagesAfter } from './messages.ts'
import { countedUnread, unreadTotal } from './put-conversation.ts'
import { recordsOf } from './records.ts'
import type { AccountDb } from './schema.ts'

/**
 * Unread messages of all conversations but those that are muted or never ring; of those that ring only for what concerns their reader,
 * that. Live-query safe: it reads the conversations alone that are not as usual.
 */
export async function unreadToShow(db: AccountDb, me: BareJid, now: number): Promise<number> {
  const unusual = (await recordsOf(db, 'chat')).filter(({ value: { mutedUntil, notify } }) => (mutedUntil ?? 0) > now || notify)
  let quiet = 0
  for (const conversation of await db.conversations.bulkGet(unusual.map(({ id }) => id as BareJid))) {
    const counted = countedUnread(conversation)
    if (!conversation || counted === 0) continue
    const setting = ringingOf(conversation, now)
    if (setting === 'never') quiet += counted
    else if (setting === 'on-mention') {
      const unread = await messagesAfter(db, conversation.jid, conversation.readOrder)
      quiet += counted - unread.filter(message => message.direction === 'in' && concernsMe(me, message)).length
    }
  }
  return Math.max(0, (await unreadTotal(db)) - quiet)
}
