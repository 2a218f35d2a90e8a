import type { BareJid } from '#shared/jid.ts'
import type { AccountDb } from '#storage/schema.ts'

/** The lock that stands for a conversation which somebody looks at. */
export function shownChat(db: AccountDb, jid: BareJid): string {
  return `${db.name}:shown:${jid}`
}
