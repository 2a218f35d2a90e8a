import { useSyncExternalStore } from 'react'
import { relativeTime } from './relative-time.ts'
import { useText } from './text/use-text.ts'

// One clock for every time on the screen, ticking once a minute while somebody looks.
let minute = Date.now()
let timer: ReturnType<typeof setInterval> | undefined
const listeners = new Set<() => void>()

function watchMinute(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    minute = Date.now()
    for (const each of listeners) each()
  }, 60_000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** A moment in epoch ms: short and relative to read, exact in the tooltip. */
export function Time({ at, className }: { at: number; className?: string | undefined }) {
  const { intl } = useText()
  const now = useSyncExternalStore(watchMinute, () => minute)
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
