import type { AccountDb } from './schema.ts'

/** Names of the values whose name begins so. */
export async function settingsBelow(db: AccountDb, prefix: string): Promise<string[]> {
  return await db.settings.where('key').startsWith(prefix).primaryKeys()
}

export async function dropSetting(db: AccountDb, key: string): Promise<void> {
  await db.settings.delete(key)
}
