import type { Avatar } from '#model/person.ts'
import { putAvatar } from './people.ts'
import type { AccountDb } from './schema.ts'

/**
 * Pictures that somebody holds ready under a hash (XEP-0231) lie with those of people: both are small, never change under their name,
 * and the ones unused for longest make room.
 */
export async function bobPicture(db: AccountDb, cid: string): Promise<Avatar | undefined> {
  return await db.avatars.get(cid)
}

export async function putBobPicture(db: AccountDb, cid: string, picture: Omit<Avatar, 'hash'>): Promise<void> {
  await putAvatar(db, { ...picture, hash: cid })
}
