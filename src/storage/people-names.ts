import type { BareJid } from '#shared/jid.ts'
import type { AccountDb } from './schema.ts'

const NAMES_READ = 5_000

/** Contacts, people we talk with and people whose profile is here, by address; the name is '' where there is none. */
export async function namesOfPeople(db: AccountDb): Promise<Map<BareJid, string>> {
  const [contacts, profiles, conversations] = await Promise.all([
    db.contacts.limit(NAMES_READ).toArray(),
    db.profiles.limit(NAMES_READ).toArray(),
    db.conversations.limit(NAMES_READ).primaryKeys(),
  ])
  const names = new Map<BareJid, string>(conversations.map(jid => [jid, '']))
  for (const profile of profiles) names.set(profile.jid, profile.name)
  for (const contact of contacts) names.set(contact.jid, contact.name || (names.get(contact.jid) ?? ''))
  return names
}
