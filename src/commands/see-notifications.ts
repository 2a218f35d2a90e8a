import { Dexie } from 'dexie'
import type { AccountDb } from '#storage/schema.ts'

/**
 * Everything up to a moment has been seen. It concerns this device only, so there is nothing to deliver.
 * @param until epoch ms: the newest that was on the screen
 */
export async function seeNotifications(db: AccountDb, { until }: { until: number }): Promise<void> {
  await db.notifications.where('[seen+at]').between([0, Dexie.minKey], [0, until], true, true).modify({ seen: 1 })
}
