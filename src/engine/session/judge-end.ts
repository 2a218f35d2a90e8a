import type { SessionTrouble } from '#model/session-state.ts'
import type { StreamEnd } from './stream.ts'

/**
 * What the end of a session's connection means. A stream error ends the session on the server. After a bad frame the session is left
 * behind by us, for a resumption would bring the same frame again. Anything else may be resumed.
 */
export function judgeEnd({ kind, condition, text }: StreamEnd): { trouble: SessionTrouble | null; isSessionOver: boolean } {
  if (kind === 'bad-frame') return { trouble: 'server-error', isSessionOver: true }
  if (kind !== 'stream-error') return { trouble: null, isSessionOver: false }
  return { trouble: troubleOf(condition, text), isSessionOver: true }
}

function troubleOf(condition: string, text: string): SessionTrouble | null {
  // Removing the account ends its sessions: Prosody says `not-authorized`, ejabberd `conflict` with "User removed".
  if (condition === 'not-authorized' || (condition === 'conflict' && /removed|deleted/i.test(text))) return 'account-gone'
  if (condition === 'conflict') return 'conflict'
  if (condition === 'host-gone' || condition === 'host-unknown') return 'unknown-host'
  return condition === 'system-shutdown' || condition === 'reset' || condition === 'connection-timeout' ? null : 'server-error'
}
