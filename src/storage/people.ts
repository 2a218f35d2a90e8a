import type { BareJid } from '#shared/jid.ts'
import type { Avatar, Profile } from '#model/person.ts'
import type { AccountDb } from './schema.ts'

/** Pictures beyond this many are let go, those unused for longest first. */
const MOST_AVATARS = 2000

export function getProfile(db: AccountDb, jid: BareJid): Promise<Profile | undefined> {
  return db.profiles.get(jid)
}

export function getAvatar(db: AccountDb, hash: string): Promise<Avatar | undefined> {
  return db.avatars.get(hash)
}

function emptyProfile(jid: BareJid): Profile {
  return { jid, name: '', about: '', avatarHash: null, avatarUrl: null, fetchedAt: 0, state: 'unknown' }
}

/** Writes what was learnt of somebody; what is not named stays as it was. */
export async function updateProfile(db: AccountDb, jid: BareJid, learnt: Partial<Omit<Profile, 'jid'>>): Promise<void> {
  const known = await db.profiles.get(jid)
  await db.profiles.put({ ...(known ?? emptyProfile(jid)), ...learnt })
}

export async function putAvatar(db: AccountDb, avatar: Avatar): Promise<void> {
  await db.avatars.put(avatar)
  const hashes = await db.avatars.orderBy('usedAt').primaryKeys()
  if (hashes.length > MOST_AVATARS) await db.avatars.bulkDelete(hashes.slice(0, hashes.length - MOST_AVATARS))
}
