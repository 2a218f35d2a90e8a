/** What can be done about a failure decides its kind; `condition` keeps the wire's own word (RFC 6120 §8.3.3) for the details view. */
export const FAILURE_KINDS = [
  'offline',
  'timeout',
  'forbidden',
  'not-found',
  'conflict',
  'rejected',
  'malformed',
  'unsupported',
  'too-large',
  'storage',
  'auth',
] as const

export type FailureKind = (typeof FAILURE_KINDS)[number]

/** A failure as it is stored in a row or sent over the bridge. `message` is for logs and the details view, never the headline. */
export interface Failure {
  kind: FailureKind
  message: string
  condition: string | null
  /** Of what is too large: how many bytes would not be, where it is known. */
  limit?: number
}

/** The one error type of Kith. Everything that is thrown on purpose is one of these. */
export class KithError extends Error {
  readonly kind: FailureKind
  readonly condition: string | null
  readonly limit: number | undefined

  constructor(
    kind: FailureKind,
    message: string,
    options: { condition?: string | null; limit?: number | undefined; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause })
    this.name = 'KithError'
    this.kind = kind
    this.condition = options.condition ?? null
    this.limit = options.limit
  }
}

/** Whatever was thrown, as a plain value that survives storage and the worker boundary. */
export function toFailure(error: unknown): Failure {
  if (error instanceof KithError) {
    const { kind, message, condition, limit } = error
    return limit === undefined ? { kind, message, condition } : { kind, message, condition, limit }
  }
  const name = nameOf(error)
  // Dexie and IndexedDB name their errors; a full disk shows as the transaction's QuotaExceededError.
  const isStorage = /Quota|Abort|Database|Security|Invalid(State|Access)|Unknown|Version|Transaction|OpenFailed|Missing/.test(name)
  return {
    kind: isStorage ? 'storage' : 'rejected',
    message: error instanceof Error ? error.message : String(error),
    condition: name || null,
  }
}

/** Dexie says that a transaction was aborted, and keeps inside what aborted it. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return ''
  const inner: unknown = error.name === 'AbortError' && 'inner' in error ? error.inner : undefined
  return inner instanceof Error ? inner.name : error.name
}

export function fromFailure(failure: Failure): KithError {
  return new KithError(failure.kind, failure.message, { condition: failure.condition, limit: failure.limit })
}

/** Failures that may go away by themselves, so the same thing is tried again later without asking anybody. */
export function isPassing(kind: FailureKind): boolean {
  return kind === 'offline' || kind === 'timeout'
}
