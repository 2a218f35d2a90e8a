import { useEffect } from 'react'
import { useSession } from '#components/session-store.ts'
import { toFailure } from '#shared/errors.ts'
import type { AccountDb } from '#storage/schema.ts'

/** A phone may end the app without telling it. */
const EVERY_MS = 5 * 60_000

/** Notes when somebody looks at this device, so that "since I was last here" is known. */
export function useBeingHere(db: AccountDb): void {
  useEffect(() => {
    const note = (): void => {
      const now = Date.now()
      const refused = (error: unknown): void => {
        if (db.isOpen()) useSession.getState().receive({ kind: 'storage', degraded: true, failure: toFailure(error) })
      }
      // Nobody waits for it; where it cannot be loaded now, the next look tries again.
      void import('#commands/be-here.ts').then(
        ({ beHere }) => beHere(db, now).catch(refused),
        () => undefined,
      )
    }
    const noteIfSeen = (): void => {
      if (document.visibilityState === 'visible') note()
    }
    noteIfSeen()
    const timer = setInterval(noteIfSeen, EVERY_MS)
    // Both when it comes into view and when it leaves it.
    document.addEventListener('visibilitychange', note)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', note)
    }
  }, [db])
}
