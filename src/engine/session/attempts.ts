import type { ConnectStep, SessionTrouble } from '#model/session-state.ts'
import { KithError } from '#shared/errors.ts'
import type { CredentialKind } from './choose-mechanism.ts'
import type { Ending } from './reconnect.ts'
import { SaslFailure } from './sasl-exchange.ts'
import { StaleScramKeys } from './scram.ts'
import type { SessionOptions } from './session-options.ts'
import { type SignedIn, signIn } from './sign-in.ts'
import { type Stream, openStream, withTimeout } from './stream.ts'

const TROUBLES: Record<SessionTrouble, true> = {
  'no-network': true,
  'no-endpoint': true,
  cors: true,
  tls: true,
  refused: true,
  'not-xmpp': true,
  'unknown-host': true,
  'wrong-password': true,
  'unknown-account': true,
  'no-safe-mechanism': true,
  'server-not-authentic': true,
  'credentials-needed': true,
  'server-lacks': true,
  conflict: true,
  'account-gone': true,
  timeout: true,
  'server-error': true,
  'no-storage': true,
}

const SASL_TROUBLES: Record<string, SessionTrouble> = {
  'not-authorized': 'wrong-password',
  'credentials-expired': 'wrong-password',
  'account-disabled': 'unknown-account',
  'invalid-authzid': 'unknown-account',
  'encryption-required': 'no-safe-mechanism',
  'invalid-mechanism': 'no-safe-mechanism',
  'mechanism-too-weak': 'no-safe-mechanism',
}

/** Four round trips at three seconds, and a slow PBKDF2. */
const SIGN_IN_MS = 60_000

export interface Connected {
  stream: Stream
  signedIn: SignedIn
}

/** An attempt that came to nothing, with what is to be made of it. */
export class AttemptFailed extends Error {
  readonly ending: Ending

  constructor(ending: Ending) {
    super(ending.detail)
    this.name = 'AttemptFailed'
    this.ending = ending
  }
}

export interface AttemptOptions {
  resume: { id: string; h: number } | null
  isNetworkUp: boolean
  onStep(step: ConnectStep): void
  /** The stream exists: from here on it can be dropped from outside. */
  onStream(stream: Stream): void
  onFrame(): void
}

/** Makes connections, one at a time, and remembers which credentials were refused on the way. */
export class Attempts {
  readonly #options: SessionOptions
  readonly #excluded = new Set<CredentialKind>()
  #hasWorked = false
  #wasCutInSasl = false

  constructor(options: SessionOptions) {
    this.#options = options
  }

  /** Credentials may have changed: nothing is left out any more. */
  reset(): void {
    this.#excluded.clear()
  }

  /** @throws AttemptFailed */
  async connect({ resume, isNetworkUp, onStep, onStream, onFrame }: AttemptOptions): Promise<Connected> {
    const { account, credentials, clientId, softwareName, createSocket, findEndpoint, note } = this.#options
    let choice: CredentialKind | null = null
    let isSigningIn = false
    let stream: Stream | undefined
    try {
      onStep('finding-server')
      const url = await findEndpoint()
      onStep('opening')
      stream = await openStream(url, { account, createSocket: socketUrl => createSocket(socketUrl), onFrame, onStream })
      onStep('signing-in')
      isSigningIn = true
      const onChoice = (kind: CredentialKind): void => {
        choice = kind
      }
      const onStarting = (): void => {
        isSigningIn = false
        onStep('starting')
      }
      const signing = signIn(stream, {
        account,
        credentials,
        clientId,
        softwareName,
        resume,
        note,
        onChoice,
        onStarting,
        excluded: this.#excluded,
      })
      const signedIn = await withTimeout(signing, SIGN_IN_MS, 'signing in')
      this.#hasWorked = true
      this.#wasCutInSasl = false
      this.reset()
      return { stream, signedIn }
    } catch (error) {
      stream?.drop('not signed in')
      throw new AttemptFailed(await this.#judge(error, choice, isSigningIn, isNetworkUp))
    }
  }

  async #judge(error: unknown, choice: CredentialKind | null, isSigningIn: boolean, isNetworkUp: boolean): Promise<Ending> {
    const wasCutBefore = this.#wasCutInSasl
    const isCut = error instanceof KithError && (error.kind === 'offline' || error.kind === 'timeout')
    this.#wasCutInSasl = isSigningIn && isCut
    if (error instanceof StaleScramKeys) return this.#refuse('scram', error.message)
    if (error instanceof SaslFailure) return this.#judgeRefusal(error, choice, wasCutBefore)
    const trouble = troubleOf(error)
    const detail = error instanceof Error ? error.message : String(error)
    this.#options.note('connecting failed', { trouble, detail })
    return ending(trouble === 'refused' && !isNetworkUp ? 'no-network' : trouble, detail)
  }

  async #judgeRefusal({ condition, message }: SaslFailure, choice: CredentialKind | null, wasCutBefore: boolean): Promise<Ending> {
    const trouble = SASL_TROUBLES[condition] ?? 'server-error'
    this.#options.note('sign-in refused', { condition, choice })
    // After a sign-in that was cut half-way, servers were seen to refuse credentials that are right; those that worked before get
    // one more try.
    if (trouble === 'wrong-password' && this.#hasWorked && wasCutBefore) return ending('server-error', message)
    if (choice === 'fast' && trouble !== 'server-error') return this.#refuse('fast', message)
    if (choice === 'scram' && trouble === 'wrong-password') return this.#refuse('scram', message)
    if (trouble === 'wrong-password') await this.#options.credentials.onRejected('password')
    return ending(trouble, message || condition)
  }

  /** Forgets one kind of credentials and goes on with the next at once. */
  async #refuse(kind: CredentialKind, detail: string): Promise<Ending> {
    this.#excluded.add(kind)
    await this.#options.credentials.onRejected(kind)
    return { ...ending('credentials-needed', detail), tryOthers: true }
  }
}

function ending(trouble: SessionTrouble, detail: string): Ending {
  return { trouble, detail, onlineMs: null, tryOthers: false }
}

/** What is to be told of an error: the condition where it names a trouble. */
export function troubleOf(error: unknown): SessionTrouble {
  if (!(error instanceof KithError)) return 'server-error'
  if (error.condition !== null && Object.hasOwn(TROUBLES, error.condition)) return error.condition as SessionTrouble
  return error.kind === 'timeout' ? 'timeout' : 'server-error'
}
