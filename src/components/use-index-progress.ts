import { useAccount } from './account-context.tsx'
import { useLive } from './use-live.ts'
import { isIndexed, searchIndexRevision, searchIndexState } from '#storage/search-index.ts'

/** How much of what is stored the search knows, from 0 to 1 in steps of a hundredth; null once it knows all of it. */
export function useIndexProgress(): number | null {
  const { db } = useAccount()
  const state = useLive(() => searchIndexState(db), [db])
  if (state.state !== 'data') return null
  if (!state.data) return 0
  const { done, total } = state.data
  return isIndexed(state.data) ? null : Math.floor((100 * done) / Math.max(1, total)) / 100
}

/** Changes whenever something else may be found; in steps while older things are still being read. */
export function useIndexRevision(): string {
  const { db } = useAccount()
  const progress = useIndexProgress()
  const revision = useLive(() => searchIndexRevision(db), [db])
  if (progress !== null) return `reading ${progress}`
  return revision.state === 'data' ? `revision ${revision.data}` : revision.state
}
