import { buildRosterQuery, parseRoster, type RosterItem } from '#protocol/rfc6121-roster.ts'
import { noteContacts } from '#storage/strangers.ts'
import { rosterVersion, saveRosterVersion } from '#storage/contacts.ts'
import type { EngineContext } from '../context.ts'
import { storeRosterItems } from '../store-roster.ts'

/** Rows in one transaction: a roster of 100,000 must not keep readers waiting. */
const CHUNK = 500

/** The roster as the server has it. An empty answer says that ours is the newest (RFC 6121 §2.6.3); a failure erases nothing. */
export async function catchUpRoster({ session, db, inbox }: EngineContext): Promise<void> {
  const known = await rosterVersion(db)
  const roster = parseRoster(await session.request('get', null, buildRosterQuery(known), { urgency: 'user' }))
  if (!roster) return
  const items = new Map<string, RosterItem>(roster.items.map(item => [item.jid, item]))
  const gone = (await db.contacts.toCollection().primaryKeys()).filter(jid => !items.has(jid))
  const all = [...items.values()]
  for (let start = 0; start < all.length; start += CHUNK) await inbox.commit(db => storeRosterItems(db, all.slice(start, start + CHUNK)))
  await inbox.commit(async db => {
    await db.contacts.bulkDelete(gone)
    await noteContacts(db, gone)
    if (roster.version !== null) await saveRosterVersion(db, roster.version)
  })
}
