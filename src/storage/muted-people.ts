import { isMuteOver, muteIdOf } from '#model/mute.ts'
import type { BareJid } from '#shared/jid.ts'
import { recordValue } from './records.ts'
import type { AccountDb } from './schema.ts'

/** Whether somebody is muted now. */
export async function isPersonMuted(db: AccountDb, jid: BareJid, now: number): Promise<boolean> {
  const mute = await recordValue(db, 'mute', muteIdOf({ what: 'person', target: jid }))
  return mute !== undefined && !isMuteOver(mute, now)
}
