import { useSyncExternalStore } from 'react'
import type { BareJid } from '#shared/jid.ts'
import { isMuteOver, muteIdOf } from '#model/mute.ts'
import { watchMutes } from '#storage/mutes.ts'
import { type Mute, recordKeyOf } from '#model/record.ts'
import { useDb } from './account-context.tsx'
import { sharedReading } from './shared-reading.ts'

const readingOf = sharedReading(watchMutes)

/** Whether somebody or something is muted now; not so until that is known. */
export function useIsMuted(what: Mute['what'], target: string | null): boolean {
  const { subscribe, current } = readingOf(useDb())
  return useSyncExternalStore(subscribe, () => {
    if (target === null) return false
    const key = recordKeyOf('mute', muteIdOf({ what, target }))
    return current()?.some(mute => mute.key === key && !isMuteOver(mute, Date.now())) ?? false
  })
}

/** Whether somebody is muted now. */
export function useIsPersonMuted(jid: BareJid | null): boolean {
  return useIsMuted('person', jid)
}
