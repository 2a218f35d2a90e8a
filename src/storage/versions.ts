import { Dexie } from 'dexie'
import type { PostKey } from '#model/keys.ts'
import type { Post, PostVersion } from '#model/post.ts'
import type { AccountDb } from './schema.ts'

/** So many of a post are kept, and so many letters of each: whoever edits without end fills no device. */
const MOST_VERSIONS = 20
const MOST_LETTERS = 50_000

type Words = Pick<Post, 'title' | 'text'>

const rangeOf = (db: AccountDb, key: PostKey) => db.versions.where('[postKey+updatedAt]').between([key, Dexie.minKey], [key, Dexie.maxKey])

/** What a post said before it was changed here or by its author, as far as this device saw it; the newest first. */
export function versionsOf(db: AccountDb, key: PostKey): Promise<PostVersion[]> {
  return rangeOf(db, key).reverse().toArray()
}

/** Keeps what a post says before other words take its place. */
export async function keepVersion(db: AccountDb, post: Words & Pick<Post, 'key' | 'updatedAt'>, next: Words): Promise<void> {
  if (post.title === next.title && post.text === next.text) return
  const version = { postKey: post.key, updatedAt: post.updatedAt, title: post.title, text: post.text.slice(0, MOST_LETTERS) }
  // Some clients change a post and leave its date: a version must not take the place of another one.
  while (await isTaken(db, version)) version.updatedAt += 1
  await db.versions.put(version)
  const keys = await rangeOf(db, post.key).primaryKeys()
  await db.versions.bulkDelete(keys.slice(0, Math.max(0, keys.length - MOST_VERSIONS)))
}

async function isTaken(db: AccountDb, { postKey, updatedAt, title, text }: PostVersion): Promise<boolean> {
  const known = await db.versions.get([postKey, updatedAt])
  return known !== undefined && (known.title !== title || known.text !== text)
}

/** A change was given up: what it would have replaced is again what the post says. */
export async function dropVersion(db: AccountDb, key: PostKey, updatedAt: number): Promise<void> {
  await db.versions.delete([key, updatedAt])
}

export async function dropVersions(db: AccountDb, key: PostKey): Promise<void> {
  await rangeOf(db, key).delete()
}
