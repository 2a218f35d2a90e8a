import { useEffect, useRef } from 'react'

interface LastMoment {
  /** Stores in one go, with nothing to wait for: it may be the last that this page does. */
  keep: () => void
  /** Stores as ever, in case it is not. */
  save: () => void
}

/**
 * When the page is hidden, which may be its end, and when it is left. All that is kept is kept before anything is saved: what stands
 * behind a transaction that waits for an answer goes with the page, like the transaction.
 */
export function useLastMoment(moment: LastMoment): void {
  const latest = useRef(moment)
  useEffect(() => {
    latest.current = moment
  })
  useEffect(() => {
    const isHidden = (): boolean => document.visibilityState === 'hidden'
    const keep = (): void => {
      if (isHidden()) latest.current.keep()
    }
    const save = (): void => {
      if (isHidden()) latest.current.save()
    }
    // On its way down for the one, up again for the other.
    document.addEventListener('visibilitychange', keep, { capture: true })
    document.addEventListener('visibilitychange', save)
    return () => {
      document.removeEventListener('visibilitychange', keep, { capture: true })
      document.removeEventListener('visibilitychange', save)
      latest.current.save()
    }
  }, [])
}
