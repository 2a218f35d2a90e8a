import type { BareJid } from '#shared/jid.ts'
import { countedUnread, unreadTotal } from './put-conversation.ts'
import { recordsOf } from './records.ts'
import type { AccountDb } from './schema.ts'

/** Unread messages of all conversations but those that are muted. Live-query safe: it reads the muted ones alone. */
export async function unreadToShow(db: AccountDb, now: number): Promise<number> {
  const muted = (await recordsOf(db, 'chat')).filter(({ value }) => (value.mutedUntil ?? 0) > now)
  const conversations = await db.conversations.bulkGet(muted.map(({ id }) => id as BareJid))
  const quiet = conversations.reduce((sum, conversation) => sum + countedUnread(conversation), 0)
  return Math.max(0, (await unreadTotal(db)) - quiet)
}
