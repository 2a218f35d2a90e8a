import { type Alerts, saveAlerts } from '#storage/alerts.ts'
import type { AccountDb } from '#storage/schema.ts'

/** How this device tells of new messages. */
export async function chooseAlerts(db: AccountDb, change: Partial<Alerts>): Promise<void> {
  await saveAlerts(db, change)
}
