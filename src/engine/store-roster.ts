import type { RosterItem } from '#protocol/rfc6121-roster.ts'
import { noteContacts } from '#storage/strangers.ts'
import type { AccountDb } from '#storage/schema.ts'

/** Roster items as they are now; those that were removed go. */
export async function storeRosterItems(db: AccountDb, items: readonly RosterItem[]): Promise<void> {
  const kept = items.flatMap(({ subscription, ...item }) => (subscription === 'remove' ? [] : { ...item, subscription }))
  await db.contacts.bulkPut(kept)
  await db.contacts.bulkDelete(items.filter(item => item.subscription === 'remove').map(item => item.jid))
  await noteContacts(
    db,
    items.map(({ jid }) => jid),
  )
}
