export interface Alarm {
  /** Rings at a time, epoch ms. The earliest wish counts: who is woken finds the others again. */
  set(at: number): void
  stop(): void
}

export function createAlarm(now: () => number, ring: () => void): Alarm {
  let timer: ReturnType<typeof setTimeout> | undefined
  let ringsAt = Number.POSITIVE_INFINITY
  return {
    set(at) {
      if (at >= ringsAt) return
      ringsAt = at
      clearTimeout(timer)
      timer = setTimeout(
        () => {
          ringsAt = Number.POSITIVE_INFINITY
          ring()
        },
        Math.max(0, at - now()),
      )
    },
    stop: () => clearTimeout(timer),
  }
}
