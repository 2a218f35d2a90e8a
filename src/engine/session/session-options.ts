import type { ResumeState } from '#model/account.ts'
import type { BareJid } from '#shared/jid.ts'
import type { CredentialSource } from './credential-source.ts'
import type { FeatureCache } from './server-features.ts'
import type { Session } from './session.ts'

export interface SessionOptions {
  account: BareJid
  /** The WebSocket address. @throws KithError whose condition is a SessionTrouble */
  findEndpoint(): Promise<string>
  credentials: CredentialSource
  /** Stable for this account on this device (XEP-0388 user-agent id). */
  clientId: string
  softwareName: string
  resumeStore: ResumeStore
  /** Epoch ms. */
  now(): number
  /** 0 ≤ x < 1, for the jitter of reconnecting. */
  random(): number
  createSocket(url: string): WebSocket
  /** For the record of the debug view. Never message texts, never credentials. */
  note(event: string, details?: Record<string, unknown>): void
  /** Who may learn that we are there (answers to ping); the own account and server always may. Default: nobody else. */
  mayKnowPresence?(jid: BareJid): boolean
  /** Keeps what the server said of itself, by its caps hash. */
  featureCache?: FeatureCache
}

export interface ResumeStore {
  load(): Promise<ResumeState | undefined>
  /** Null when there is nothing to resume any more. */
  save(state: ResumeState | null): Promise<void>
}

export interface ManagedSession extends Session {
  /** Connects and keeps connected until `stop`, or until something needs a person. */
  start(): void
  /** Lets go of the connection without ending the session on the server: the next engine resumes it (XEP-0198). */
  stop(): Promise<void>
  /**
   * Ends the session on the server, revokes the XEP-0484 token, and stops. Works offline too: then the token lives on.
   * @returns `tokenRevoked` null where there was no token
   */
  signOut(): Promise<{ tokenRevoked: boolean | null }>
  /** Does not wait for the next attempt; also after a trouble that needed a person. */
  connectNow(): void
  setNetwork(online: boolean): void
  setVisible(visible: boolean): void
}
