import type { SkinTone } from '#shared/emoji-tone.ts'
import { putEmojiTone } from '#storage/emoji-choices.ts'
import type { AccountDb } from '#storage/schema.ts'

/** The tone that emoji of people have from now on. */
export async function chooseEmojiTone(db: AccountDb, tone: SkinTone): Promise<void> {
  await putEmojiTone(db, tone)
}
