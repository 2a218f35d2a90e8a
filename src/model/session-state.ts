/** Why there is no connection, by what can be done about it. */
export type SessionTrouble =
  | 'no-network'
  | 'no-endpoint'
  | 'cors'
  | 'tls'
  | 'refused'
  | 'not-xmpp'
  | 'unknown-host'
  | 'wrong-password'
  | 'unknown-account'
  | 'no-safe-mechanism'
  | 'server-not-authentic'
  | 'credentials-needed'
  | 'server-lacks'
  | 'conflict'
  | 'account-gone'
  | 'timeout'
  | 'server-error'
  /** The browser does not let anything be kept: without that nothing works here. */
  | 'no-storage'

export type ConnectStep = 'finding-server' | 'opening' | 'signing-in' | 'starting'

/** The state of the stream as every tab shows it. */
export type SessionState =
  | { kind: 'offline'; trouble: SessionTrouble | null; detail: string; retryAt: number | null }
  | { kind: 'connecting'; step: ConnectStep }
  | { kind: 'online'; resumed: boolean; catchingUp: boolean }

/** Troubles that trying again by itself cannot mend: somebody has to do something first. */
export function needsPerson(trouble: SessionTrouble): boolean {
  return ['wrong-password', 'unknown-account', 'no-safe-mechanism', 'server-not-authentic', 'credentials-needed', 'account-gone'].includes(
    trouble,
  )
}
