import { type QuietHours, USUAL_QUIET_HOURS } from '#model/quiet-hours.ts'
import { recordValue } from './records.ts'
import type { AccountDb } from './schema.ts'

/** When nothing is to ring on any of my devices. Live-query safe. */
export async function quietHours(db: AccountDb): Promise<QuietHours> {
  return (await recordValue(db, 'quiet', 'hours')) ?? USUAL_QUIET_HOURS
}
