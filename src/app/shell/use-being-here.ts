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
      // Nobody waits for it.
      import('#commands/be-here.ts')
        .then(({ beHere }) => beHere(db, now))
        .catch((error: unknown) => {
          if (db.isOpen()) useSession.getState().receive({ kind: 'storage', degraded: true, failure: toFailure(error) })
        })
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
