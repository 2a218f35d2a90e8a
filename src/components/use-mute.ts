import { mute } from '#commands/mute.ts'
import { unmute } from '#commands/unmute.ts'
import type { Mute } from '#model/record.ts'
import { useSecondThoughts } from './use-second-thoughts.ts'

/** Mutes at once, with a way back. */
export function useMute(): (what: Mute) => Promise<boolean> {
  const withUndo = useSecondThoughts()
  return what =>
    withUndo(
      'mutes.done',
      db => mute(db, { ...what, now: Date.now() }),
      db => unmute(db, { ...what, now: Date.now() }),
    )
}

/** Lets something in again, with a way back. */
export function useUnmute(): (what: Mute) => Promise<boolean> {
  const withUndo = useSecondThoughts()
  return what =>
    withUndo(
      'mutes.undone',
      db => unmute(db, { ...what, now: Date.now() }),
      db => mute(db, { ...what, now: Date.now() }),
    )
}
