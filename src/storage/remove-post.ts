import { Dexie } from 'dexie'
import type { PostKey } from '#model/keys.ts'
import { dropNoticesOf } from './notifications.ts'
import type { AccountDb } from './schema.ts'
import { dropUploads } from './uploads.ts'
import { dropVersions } from './versions.ts'

/** Removes a post with its comments, likes, reactions, earlier versions, notifications, drafts and files. What waits on its lane is the caller's to drop. */
export async function removePost(db: AccountDb, key: PostKey): Promise<void> {
  await db.comments.where('[postKey+publishedAt]').between([key, Dexie.minKey], [key, Dexie.maxKey]).delete()
  await db.likes.where('[postKey+jid]').between([key, Dexie.minKey], [key, Dexie.maxKey]).delete()
  await db.reactions.where('[postKey+jid]').between([key, Dexie.minKey], [key, Dexie.maxKey]).delete()
  await dropVersions(db, key)
  await db.notifications.filter(({ postKey, about }) => postKey === key || about === key).delete()
  await dropNoticesOf(db, key)
  await db.drafts.bulkDelete([`post:${key}`, `comment:${key}`])
  await dropUploads(db, key, `post:${key}`)
  await db.posts.delete(key)
}
