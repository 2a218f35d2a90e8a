import { parseBareJid, splitJid } from '#shared/jid.ts'

/** What was typed, ready for the engine. */
export interface SignInAttempt {
  address: string
  password: string
  stay: boolean
  /** A typed endpoint, or null to find one. */
  websocketUrl: string | null
}

export interface Typed {
  address: string
  password: string
  stay: boolean
  websocketUrl: string
}

export type FieldName = 'address' | 'password' | 'websocketUrl'
export type Fault = 'wrong-address' | 'wrong-domain' | 'no-password' | 'wrong-url'

/** Plain `ws:` only to this very machine: anywhere else the password would travel in the clear. */
const WEBSOCKET = /^(wss:\/\/[^\s/]+|ws:\/\/(localhost|127\.0\.0\.1)(:\d+)?(\/|$))/i

/**
 * Completes and checks what was typed. Where the deployer names a domain, the part before the @ is enough; an `xmpp:` in front and
 * blanks around, as they come with copying, are dropped.
 */
export function checkSignIn(
  typed: Typed,
  deployment: { domain: string; lockDomain: boolean },
): { attempt: SignInAttempt; faults: Partial<Record<FieldName, Fault>> } {
  const { domain, lockDomain } = deployment
  const raw = typed.address.trim().replace(/^xmpp:/i, '')
  const whole = raw !== '' && !raw.includes('@') && domain !== '' ? `${raw}@${domain}` : raw
  const jid = parseBareJid(whole)
  const websocketUrl = typed.websocketUrl.trim()
  const faults: Partial<Record<FieldName, Fault>> = {}
  if (jid === undefined || !jid.includes('@')) faults.address = 'wrong-address'
  else if (lockDomain && domain !== '' && splitJid(jid)?.domain !== domain) faults.address = 'wrong-domain'
  if (typed.password === '') faults.password = 'no-password'
  if (websocketUrl !== '' && !WEBSOCKET.test(websocketUrl)) faults.websocketUrl = 'wrong-url'
  return {
    attempt: { address: jid ?? whole, password: typed.password, stay: typed.stay, websocketUrl: websocketUrl || null },
    faults,
  }
}
