const FIRST_MS = 30_000
const LONGEST_MS = 900_000

export interface SecondTry {
  /** Tries again after a while, longer each time. */
  plan(): void
  /** Somebody else is at it. */
  drop(): void
  /** It worked: the next time begins with the shortest wait. */
  reset(): void
}

/** For what got no answer though the connection is there: a busy server is not asked again at once, and not never. */
export function secondTry(act: () => void): SecondTry {
  let timer: ReturnType<typeof setTimeout> | undefined
  let tries = 0
  return {
    plan() {
      clearTimeout(timer)
      timer = setTimeout(act, Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(tries, 10)))
      tries += 1
    },
    drop: () => clearTimeout(timer),
    reset() {
      clearTimeout(timer)
      tries = 0
    },
  }
}
