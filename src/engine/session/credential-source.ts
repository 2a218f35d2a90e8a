/** SCRAM keys (RFC 5802 §3): enough to sign in again without the password, and worthless for any other mechanism, salt or count. */
export interface ScramKeys {
  /** `SCRAM-SHA-1`, `SCRAM-SHA-256` or `SCRAM-SHA-512`. */
  mechanism: string
  /** Base64, as the server sent it. */
  salt: string
  iterations: number
  /** Base64. */
  clientKey: string
  /** Base64. */
  serverKey: string
}

/** A XEP-0484 token, bound to the client id it was asked with. */
export interface FastToken {
  token: string
  /** `HT-SHA-256-NONE`. */
  mechanism: string
  /** Epoch ms by the server's clock; the server's refusal decides, not this. */
  expiresAt: number
  /** Uses so far: sent as `count`, so that a replayed sign-in is refused. */
  counter: number
}

/** What there is to sign in with. */
export interface Credentials {
  password?: string
  scram?: ScramKeys
  fast?: FastToken
}

/** Where the session gets credentials from, and whom it tells what became of them. Nothing is kept in the session itself. */
export interface CredentialSource {
  load(): Promise<Credentials | undefined>
  /** Strongest mechanism that ever worked for this account, or '': after any SCRAM, PLAIN is never used again. */
  readonly strongestMechanism: string
  /** Keys that just worked. */
  onScramKeys(keys: ScramKeys): Promise<void>
  /** A new token, or the same one with its counter raised. The session waits until it is saved before it uses it. */
  onFastToken(token: FastToken): Promise<void>
  /** The mechanism that just worked. */
  onMechanism(name: string): Promise<void>
  /** The server no longer takes this; it is not to be offered again. */
  onRejected(which: 'password' | 'scram' | 'fast'): Promise<void>
}
