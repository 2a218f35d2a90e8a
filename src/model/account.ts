import type { BareJid } from '#shared/jid.ts'

/** Names of databases that leave nothing behind begin so. */
export const VISIT_PREFIX = 'kith:visit:'

export function isVisit(dbName: string): boolean {
  return dbName.startsWith(VISIT_PREFIX)
}

/** An account this device knows. The list of them lives in the device's own database, never in an account's. */
export interface Account {
  jid: BareJid
  /** `kith:<bare jid>`, or a random name for a visit that leaves nothing behind. */
  dbName: string
  /** "Stay signed in": credentials are kept, wrapped, and the database outlives the tab. */
  stay: boolean
  /** The endpoint that worked last time. */
  websocketUrl: string
  /** Stable for this account on this device: SASL2 user-agent id, to which FAST tokens are bound. */
  clientId: string
  /** Once SCRAM worked, PLAIN is refused for ever after (downgrade protection). */
  strongestMechanism: string
  /** 0 until it got in for the first time. */
  usedAt: number
}

/** Credentials under a non-extractable key: a copied disk does not open them. */
export interface Secret {
  jid: BareJid
  kind: 'fast' | 'scram'
  key: CryptoKey
  iv: Uint8Array<ArrayBuffer>
  data: Uint8Array<ArrayBuffer>
  savedAt: number
}

/** State of XEP-0198 kept over a reload. Written in the same transaction as the effects that `inbound` counts. */
export interface ResumeState {
  key: 'resume'
  id: string
  inbound: number
  /** Full JID that was bound. */
  jid: string
  maxSeconds: number
  savedAt: number
}
