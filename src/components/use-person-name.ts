import type { BareJid } from '#shared/jid.ts'
import { getContact } from '#storage/contacts.ts'
import { getProfile } from '#storage/people.ts'
import type { AccountDb } from '#storage/schema.ts'
import { useRemembered } from './use-remembered.ts'

/** What the reader calls somebody: their own name for a contact, else the name the person gives, else the address. */
export async function personName(db: AccountDb, jid: BareJid): Promise<string> {
  const contact = await getContact(db, jid)
  if (contact?.name) return contact.name
  const profile = await getProfile(db, jid)
  return profile?.name || jid
}

export function usePersonName(jid: BareJid): string {
  return useRemembered(`name ${jid}`, db => personName(db, jid)) ?? jid
}
