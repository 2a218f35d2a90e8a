import { useEffect, useState } from 'react'

/** Web Locks are missing outside of a secure context, where no engine runs either. */
const locks = (): LockManager | undefined => (navigator as { locks?: LockManager }).locks

/** Holds a lock until the signal comes. Resolves when it is let go, or was never given. */
async function hold(name: string, mode: LockMode, signal: AbortSignal, onHeld: () => void): Promise<void> {
  try {
    await locks()?.request(name, { mode, signal }, () => {
      onHeld()
      return new Promise<void>(resolve => {
        signal.addEventListener('abort', () => resolve())
      })
    })
  } catch (error) {
    // Not waited for any longer.
    if (!signal.aborted) throw error
  }
}

/** Whether this page is the one of all tabs that does something. Where it closes, another one follows. */
export function useOnlyPage(name: string): boolean {
  const [isMine, setIsMine] = useState(false)
  useEffect(() => {
    const controller = new AbortController()
    void hold(name, 'exclusive', controller.signal, () => setIsMine(true))
    return () => {
      controller.abort()
      setIsMine(false)
    }
  }, [name])
  return isMine
}

/** Says to the other tabs that somebody looks at something here, for as long as that is so; it is let go with a page that crashes. */
export function useShown(name: string, isShown: boolean): void {
  useEffect(() => {
    if (!isShown) return undefined
    const controller = new AbortController()
    void hold(name, 'shared', controller.signal, () => undefined)
    return () => controller.abort()
  }, [name, isShown])
}

/** What is before somebody's eyes in any tab, by the names of `useShown`. */
export async function shownAnywhere(): Promise<ReadonlySet<string>> {
  const { held = [] } = (await locks()?.query()) ?? {}
  return new Set(held.flatMap(({ name }) => name ?? []))
}
