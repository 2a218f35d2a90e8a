import { useLayoutEffect, useSyncExternalStore } from 'react'

// The page on the screen says what it is called; whoever owns the document's title listens.
let current = ''
const listeners = new Set<() => void>()

function watch(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Called by the page itself. Of several on the screen (a list and its detail) the last one counts. */
export function useSetPageTitle(title: string): void {
  useLayoutEffect(() => {
    current = title
    for (const listener of listeners) listener()
  }, [title])
}

export function usePageTitle(): string {
  return useSyncExternalStore(watch, () => current)
}
