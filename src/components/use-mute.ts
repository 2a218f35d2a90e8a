import { mute } from '#commands/mute.ts'
import { unmute } from '#commands/unmute.ts'
import type { Mute } from '#model/record.ts'
import type { AccountDb } from '#storage/schema.ts'
import { useSecondThoughts } from './use-second-thoughts.ts'

type What = Pick<Mute, 'what' | 'target'>

/** Mutes at once, with a way back. */
export function useMute(): (what: Mute) => Promise<boolean> {
  const withUndo = useSecondThoughts()
  return what => withUndo('mutes.done', db => mute(db, { ...what, now: Date.now() }), asBefore(what))
}

/** Lets something in again, with a way back. */
export function useUnmute(): (what: What) => Promise<boolean> {
  const withUndo = useSecondThoughts()
  return what => withUndo('mutes.undone', db => unmute(db, { ...what, now: Date.now() }), asBefore(what))
}

/** Muted for as long as it was, or not at all. */
function asBefore(what: What): (db: AccountDb, before: Mute | null) => Promise<boolean> {
  return async (db, before) => {
    const now = Date.now()
    await (before ? mute(db, { ...before, now }) : unmute(db, { ...what, now }))
    return true
  }
}
