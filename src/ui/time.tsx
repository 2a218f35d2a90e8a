import { useSyncExternalStore } from 'react'
import { relativeTime } from './relative-time.ts'
import { useText } from './text/use-text.ts'

const MINUTE = 60_000
// One clock for every time on the screen, running while there is one.
let timer: ReturnType<typeof setInterval> | undefined
const listeners = new Set<() => void>()

function watchClock(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    for (const each of listeners) each()
  }, MINUTE / 2)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** Changes once a minute, so that only then something is drawn anew. */
function thisMinute(): number {
  return Math.floor(Date.now() / MINUTE) * MINUTE
}

/** Now, epoch ms, as exact as a minute: whoever uses it is drawn anew when that is over. */
export function useMinute(): number {
  return useSyncExternalStore(watchClock, thisMinute)
}

/** A moment in epoch ms: short and relative to read, exact in the tooltip. */
export function Time({ at, className }: { at: number; className?: string | undefined }) {
  const { intl } = useText()
  const now = useMinute()
  return (
    <time
      dateTime={new Date(at).toISOString()}
      title={intl.formatDate(at, { dateStyle: 'full', timeStyle: 'short' })}
      className={className}
    >
      {relativeTime(intl, at, Math.max(now, at))}
    </time>
  )
}
