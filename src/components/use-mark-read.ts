import { useEffect } from 'react'
import type { BareJid } from '#shared/jid.ts'
import { markRead } from '#commands/mark-read.ts'
import { useRun } from './use-run.ts'

/** How long the newest message must have been before somebody's eyes. */
const SEEN_MS = 500

/**
 * Marks a conversation read when its newest message has been in view of somebody who looks, for long enough. What was only
 * delivered to a hidden or unfocused tab stays unread: a marker tells the sender that it was seen.
 * @param newest key of the newest message while there is something unread, else null
 */
export function useMarkRead(conversation: BareJid, newest: string | null, inView: boolean): void {
  const run = useRun()
  useEffect(() => {
    if (newest === null || !inView) return undefined
    const timer = setTimeout(() => void run(db => markRead(db, { conversation, now: Date.now() })), SEEN_MS)
    return () => clearTimeout(timer)
    // `run` is new in every drawing and always the same.
    // eslint-disable-next-line react/exhaustive-deps
  }, [conversation, newest, inView])
}
