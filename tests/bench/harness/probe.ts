import type { LongTasks } from './line.ts'

/** Something that can be seen on the page. */
export interface Sight {
  selector: string
  /** Part of its text. */
  text?: string
  /** So many of them; default one. */
  count?: number
  /** Or the opposite: none of them any more. */
  gone?: boolean
}

export interface Frames {
  count: number
  /** That took longer than a screen of 60 Hz has. */
  late: number
  longest: number
}

/** What the page itself measures, so that neither a round trip nor polling is in the figures. Moments are epoch ms. */
export interface Probe {
  now(): number
  /** Resolves with the moment of the frame in which it is seen for the first time since this was asked. */
  see(sight: Sight): Promise<number>
  /** The same for what was named when the document began. */
  first: Record<string, Promise<number>>
  longTasks(from: number, to: number): LongTasks
  watchFrames(): void
  /** Ends the watch and tells of it. */
  frames(): Frames
  /** Ends the watch: the longest time from one frame to the next, in ms. */
  longestFrame(): number
}

declare global {
  interface Window {
    kithBench: Probe
  }
}

/** Runs in the page before its own scripts. Self-contained: it travels as text. */
export function installProbe(sights: Record<string, Sight>): void {
  const now = (): number => performance.timeOrigin + performance.now()
  const tasks: { start: number; duration: number }[] = []
  const keep = (entries: PerformanceEntryList): void => {
    for (const { startTime, duration } of entries) tasks.push({ start: performance.timeOrigin + startTime, duration })
  }
  const taskObserver = new PerformanceObserver(list => keep(list.getEntries()))
  taskObserver.observe({ type: 'longtask', buffered: true })

  const isSeen = ({ selector, text, count = 1, gone = false }: Sight): boolean => {
    if (gone) return !document.querySelector(selector)
    let found = 0
    for (const element of document.querySelectorAll(selector)) {
      if (text !== undefined && !element.textContent.includes(text)) continue
      if (element.checkVisibility()) found += 1
      if (found >= count) return true
    }
    return false
  }
  const see = (sight: Sight): Promise<number> =>
    new Promise(resolve => {
      let isFound = false
      const look = (): void => {
        if (isFound || !isSeen(sight)) return
        isFound = true
        observer.disconnect()
        requestAnimationFrame(() => resolve(now()))
      }
      const observer = new MutationObserver(look)
      observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ['hidden'] })
      look()
    })

  let [longest, count, late, isWatching] = [0, 0, 0, false]
  window.kithBench = {
    now,
    see,
    first: Object.fromEntries(Object.entries(sights).map(([name, sight]) => [name, see(sight)])),
    longTasks: (from, to) => {
      keep(taskObserver.takeRecords())
      const within = tasks.filter(({ start, duration }) => start + duration > from && start < to)
      const durations = within.map(({ duration }) => duration)
      return { count: within.length, ms: durations.reduce((sum, duration) => sum + duration, 0), longest: Math.max(0, ...durations) }
    },
    watchFrames: () => {
      longest = count = late = 0
      isWatching = true
      let last = 0
      const next = (at: number): void => {
        if (last > 0) {
          longest = Math.max(longest, at - last)
          count += 1
          // Frames are stamped to a fraction of a millisecond.
          if (at - last > 17.2) late += 1
        }
        last = at
        if (isWatching) requestAnimationFrame(next)
      }
      requestAnimationFrame(next)
    },
    frames: () => {
      isWatching = false
      return { count, late, longest }
    },
    longestFrame: () => {
      isWatching = false
      return longest
    },
  }
}
