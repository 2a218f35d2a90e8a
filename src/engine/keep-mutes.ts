import { type KeyedMute, nextEnd } from '#model/mutes.ts'
import { allPostKeys, areMutesApplied, judgePosts, noteMutesApplied, watchMutes } from '#storage/mutes.ts'
import type { EngineContext } from './context.ts'
import { createAlarm } from './deliver/alarm.ts'
import { inBackground } from './in-background.ts'

/** Judged in one transaction, in which nobody else can write. */
const SLICE = 200

/**
 * Keeps out of the feed what is muted and lets in what is not any more: when something is muted, here or on another device, and when
 * the time of it is over. What comes in is judged where it is stored; here it is what was there before.
 */
export function keepMutes(context: EngineContext): { stop: () => Promise<void> } {
  const { account, db, now } = context
  let mutes: readonly KeyedMute[] = []
  const stopping = new AbortController()
  const isStopped = (): boolean => stopping.signal.aborted
  let running: Promise<void> | undefined
  let isWanted = false

  /** @returns whether it came to its end with what is muted still the same */
  const judgeAll = async (at: number): Promise<boolean> => {
    const by = mutes
    const keys = await allPostKeys(db)
    for (let from = 0; from < keys.length; from += SLICE) {
      if (isStopped() || mutes !== by) return false
      await judgePosts(db, keys.slice(from, from + SLICE), { me: account, now: at })
    }
    await noteMutesApplied(db, by, at)
    return true
  }
  const work = async (): Promise<void> => {
    let at = now()
    while (isWanted && !isStopped()) {
      isWanted = false
      at = now()
      if (!(await areMutesApplied(db, at)) && !(await judgeAll(at))) isWanted = true
    }
    // From the moment of the last look on: what ended since then rings at once.
    const next = nextEnd(mutes, at)
    if (next !== null && !isStopped()) alarm.set(next)
  }
  const wake = (): void => {
    isWanted = true
    if (running || isStopped()) return
    running = work().finally(() => {
      running = undefined
      if (isWanted) wake()
    })
    inBackground(context, running, 'what is muted was not kept out')
  }
  const alarm = createAlarm(now, wake)
  const unwatch = watchMutes(db, current => {
    mutes = current
    wake()
  })
  return {
    stop: async () => {
      stopping.abort()
      unwatch()
      alarm.stop()
      await running?.catch(() => undefined)
    },
  }
}
