import { putRecentEmoji } from '#storage/emoji-choices.ts'
import type { AccountDb } from '#storage/schema.ts'

/** Keeps what was used, so that it is at hand the next time. */
export async function rememberEmoji(db: AccountDb, emoji: string): Promise<void> {
  await db.transaction('rw', db.settings, () => putRecentEmoji(db, emoji))
}
