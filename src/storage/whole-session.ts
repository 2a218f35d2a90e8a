import type { FullJid } from '#shared/jid.ts'
import type { AccountDb } from './schema.ts'

const KEY = 'whole-session'

/** In which session everything that was missed had been fetched; null: not in this one yet. */
export async function noteWhole(db: AccountDb, session: FullJid | null): Promise<void> {
  await db.settings.put({ key: KEY, value: session })
}

export async function isWhole(db: AccountDb, session: FullJid | null): Promise<boolean> {
  return session !== null && (await db.settings.get(KEY))?.value === session
}
