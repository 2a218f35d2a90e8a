import { type SessionTrouble, needsPerson } from '#model/session-state.ts'

/** How a connection or an attempt at one came to its end. */
export interface Ending {
  /** Null: the link was lost, nothing more is known. */
  trouble: SessionTrouble | null
  detail: string
  /** The session had been online for so long, in ms; null when it never was. */
  onlineMs: number | null
  /** Other credentials are to be tried without delay. */
  tryOthers: boolean
}

/** When to try again: in `delayMs`, or not before something happens. */
export type Plan = { delayMs: number } | { delayMs: null }

const FIRST_MS = 1_000
const LONGEST_MS = 120_000
/** Somebody else took our place: coming back soon would throw him out in turn. */
const CONFLICT_MS = 60_000
/** A connection that lasted so long was a good one. */
const STEADY_MS = 30_000
const CONFLICT_MEMORY_MS = 600_000

/**
 * When to try again: 1 s doubling to 120 s, each time a random part of it, so that the clients of a restarted server do not all come at
 * once. Troubles that only a person can mend end it, and so does a second conflict.
 */
export class ReconnectPolicy {
  readonly #random: () => number
  #failures = 0
  #conflicts = 0

  constructor(random: () => number) {
    this.#random = random
  }

  /** Something changed for the better (network, tab in front): start from the short delays. */
  reset(): void {
    this.#failures = 0
  }

  /** Somebody wants to be connected here: that settles a conflict too. */
  resetByPerson(): void {
    this.#failures = 0
    this.#conflicts = 0
  }

  plan({ trouble, onlineMs, tryOthers }: Ending): Plan {
    if (onlineMs !== null && onlineMs >= STEADY_MS) this.#failures = 0
    if (onlineMs !== null && onlineMs >= CONFLICT_MEMORY_MS) this.#conflicts = 0
    if (tryOthers) return { delayMs: 0 }
    if (trouble === 'conflict') {
      this.#conflicts += 1
      return { delayMs: this.#conflicts > 1 ? null : CONFLICT_MS / 2 + (this.#random() * CONFLICT_MS) / 2 }
    }
    if (trouble !== null && needsPerson(trouble)) return { delayMs: null }
    const limit = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(this.#failures, 10))
    this.#failures += 1
    return { delayMs: Math.round(this.#random() * limit) }
  }
}
