import { Dexie } from 'dexie'
import { ACCOUNT_VERSIONS, type AccountDb, DEVICE_VERSIONS, type DeviceDb } from './schema.ts'
import { searchQueue } from './search-queue.ts'
import { tagIndex } from './tag-index.ts'

function declare(db: Dexie, versions: typeof ACCOUNT_VERSIONS): void {
  for (const [index, { stores, upgrade }] of versions.entries()) {
    const version = db.version(index + 1).stores(stores)
    if (upgrade) version.upgrade(upgrade)
  }
}

/** The database of one account. Opens on first use; a newer version in another tab makes this one let go instead of blocking it. */
export function accountDb(name: string): AccountDb {
  const db = new Dexie(name, { chromeTransactionDurability: 'relaxed', cache: 'disabled' }) as AccountDb
  declare(db, ACCOUNT_VERSIONS)
  db.use(searchQueue)
  db.use(tagIndex)
  return db
}

/** The device's own database. */
export function deviceDb(name = 'kith'): DeviceDb {
  const db = new Dexie(name) as DeviceDb
  declare(db, DEVICE_VERSIONS)
  return db
}

/** Erases a database for good, open handles in other tabs included (Dexie closes them on `versionchange`). */
export async function deleteDb(name: string): Promise<void> {
  await Dexie.delete(name)
}

/** Names of all databases of Kith on this device. */
export async function databaseNames(): Promise<string[]> {
  return (await Dexie.getDatabaseNames()).filter(name => name === 'kith' || name.startsWith('kith:'))
}
