/** The part of `navigator.locks` that is used, so that tests can bring their own. */
export interface Locks {
  request(name: string, options: { signal?: AbortSignal; steal?: boolean }, hold: () => Promise<void>): Promise<void>
}

export interface LiveLock {
  /** Settles when the lock was lost or let go. */
  readonly ended: Promise<void>
  release(): void
}

/**
 * Waits until this worker is the one that may hold the account's connection, then runs `whileLive` and holds the lock until it is
 * released, the worker dies, or another tab takes it on purpose.
 * @param steal take it from whoever has it: somebody has just typed the password in this tab
 */
export function holdLiveLock(locks: Locks, name: string, whileLive: (signal: AbortSignal) => void, { steal = false } = {}): LiveLock {
  const waiting = new AbortController()
  const living = new AbortController()
  let release = (): void => waiting.abort()
  const ended = locks
    .request(name, steal ? { steal } : { signal: waiting.signal }, () => {
      if (waiting.signal.aborted) return Promise.resolve()
      const held = new Promise<void>(resolve => (release = resolve))
      whileLive(living.signal)
      return held
    })
    .catch((error: unknown) => {
      // Given up while waiting, or taken by another tab: both end this engine's turn and neither is a fault.
      if (!(error instanceof DOMException && error.name === 'AbortError')) throw error
    })
    .finally(() => living.abort())
  return { ended, release: () => release() }
}
