import type { SkinTone } from '#shared/emoji-tone.ts'
import type { AccountDb } from './schema.ts'

const RECENT = 'emoji.recent'
const TONE = 'emoji.tone'
const MOST_RECENT = 24

/** What was used of late, the latest first. */
export async function recentEmojis(db: AccountDb): Promise<string[]> {
  return ((await db.settings.get(RECENT))?.value as string[] | undefined) ?? []
}

export async function putRecentEmoji(db: AccountDb, emoji: string): Promise<void> {
  const others = (await recentEmojis(db)).filter(each => each !== emoji)
  await db.settings.put({ key: RECENT, value: [emoji, ...others].slice(0, MOST_RECENT) })
}

export async function emojiTone(db: AccountDb): Promise<SkinTone> {
  return ((await db.settings.get(TONE))?.value as SkinTone | undefined) ?? 0
}

export async function putEmojiTone(db: AccountDb, tone: SkinTone): Promise<void> {
  await db.settings.put({ key: TONE, value: tone })
}
