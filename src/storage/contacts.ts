import type { Contact } from '#model/person.ts'
import type { BareJid } from '#shared/jid.ts'
import { followQuery } from './follow-query.ts'
import type { AccountDb } from './schema.ts'

/** The roster, by address. */
export function listContacts(db: AccountDb): Promise<Contact[]> {
  return db.contacts.orderBy('jid').toArray()
}

/** Names of the groups that contacts are in. */
export async function contactGroups(db: AccountDb): Promise<string[]> {
  const groups = new Set((await db.contacts.toArray()).flatMap(contact => contact.groups))
  return [...groups].toSorted((one, other) => one.localeCompare(other))
}

export function getContact(db: AccountDb, jid: BareJid): Promise<Contact | undefined> {
  return db.contacts.get(jid)
}

/** Whether somebody may see that we are there: then receipts and markers tell nothing new (XEP-0184 §8). */
export async function maySeeMe(db: AccountDb, jid: BareJid): Promise<boolean> {
  const contact = await db.contacts.get(jid)
  return contact?.subscription === 'from' || contact?.subscription === 'both'
}

const ROSTER_VERSION = 'roster-version'

/** Version of the roster that is stored (RFC 6121 §2.6), '' when none is. */
export async function rosterVersion(db: AccountDb): Promise<string> {
  const setting = await db.settings.get(ROSTER_VERSION)
  return typeof setting?.value === 'string' ? setting.value : ''
}

export async function saveRosterVersion(db: AccountDb, version: string): Promise<void> {
  await db.settings.put({ key: ROSTER_VERSION, value: version })
}

/** Who may see that we are there, kept at hand for answers that cannot wait for a query. */
export function watchAudience(db: AccountDb): { has: (jid: BareJid) => boolean; stop: () => void } {
  let audience = new Set<BareJid>()
  const stop = followQuery(async () =>
    db.contacts.filter(contact => contact.subscription === 'from' || contact.subscription === 'both').primaryKeys(),
  ).subscribe(keys => (audience = new Set(keys)))
  return { has: jid => audience.has(jid), stop }
}
