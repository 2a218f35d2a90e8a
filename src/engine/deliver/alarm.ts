export interface Alarm {
  /** Rings at a time, epoch ms. The earliest wish counts: who is woken finds the others again. */
  set(at: number): void
  stop(): void
}

/**
 * A timer of the browser takes no more than 2^31 ms, and stands still while the device sleeps. So the clock is looked at now and then,
 * and what is far away is never given to one timer.
 */
const LONGEST_NAP_MS = 60_000

export function createAlarm(now: () => number, ring: () => void): Alarm {
  let timer: ReturnType<typeof setTimeout> | undefined
  let ringsAt = Number.POSITIVE_INFINITY
  const wait = (): void => {
    clearTimeout(timer)
    timer = setTimeout(look, Math.min(LONGEST_NAP_MS, Math.max(0, ringsAt - now())))
  }
  const look = (): void => {
    if (now() < ringsAt) return wait()
    ringsAt = Number.POSITIVE_INFINITY
    ring()
  }
  return {
    set(at) {
      if (at >= ringsAt) return
      ringsAt = at
      wait()
    },
    stop: () => clearTimeout(timer),
  }
}
