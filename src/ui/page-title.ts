import { useLayoutEffect, useSyncExternalStore } from 'react'

// The page on the screen says what it is called; whoever owns the document's title listens.
interface Entry {
  title: string
}
let entries: readonly Entry[] = []
const listeners = new Set<() => void>()

function watch(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function set(next: readonly Entry[]): void {
  entries = next
  for (const listener of listeners) listener()
}

/** Called by the page itself. Of several on the screen (a list and what is open beside it) the one that came last counts. */
export function useSetPageTitle(title: string): void {
  useLayoutEffect(() => {
    const entry = { title }
    set([...entries, entry])
    return () => set(entries.filter(each => each !== entry))
  }, [title])
}

export function usePageTitle(): string {
  return useSyncExternalStore(watch, () => entries.at(-1)?.title ?? '')
}
