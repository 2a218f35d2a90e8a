import type { ResumeState } from '#model/account.ts'
import type { ResumeStore } from './session-options.ts'
import { withTimeout } from './stream.ts'

const GAP_MS = 250
const DEBOUNCE_MS = 1_000
/** A storage that hangs must not keep the server waiting for an acknowledgement for ever. */
const WRITE_MS = 5_000

/**
 * Keeps the state of stream management where a reload finds it. An acknowledgement may only name a count that is kept: a server cannot
 * take up a session whose client remembers less than it once acknowledged.
 */
export class ResumeKeeper {
  readonly #store: ResumeStore
  readonly #current: () => ResumeState | null
  readonly #note: (event: string, details?: Record<string, unknown>) => void
  #timer: ReturnType<typeof setTimeout> | undefined
  #queued: Promise<number | null> | undefined
  #running: Promise<unknown> = Promise.resolve()
  #pause: Promise<unknown> = Promise.resolve()
  #endPause: () => void = () => undefined

  constructor(store: ResumeStore, current: () => ResumeState | null, note: (event: string, details?: Record<string, unknown>) => void) {
    this.#store = store
    this.#current = current
    this.#note = note
  }

  /** The count moved: kept within a second. */
  touch(): void {
    this.#timer ??= setTimeout(() => void this.save(), DEBOUNCE_MS)
  }

  /** Keeps what is the case now. @returns the count that is kept, null when there is nothing to resume */
  save(): Promise<number | null> {
    this.#queued ??= this.#running.then(() => this.#pause).then(() => this.#write())
    return this.#queued
  }

  #write(): Promise<number | null> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#queued = undefined
    const state = this.#current()
    const written = withTimeout(this.#store.save(state), WRITE_MS, 'keeping the resume state').catch((error: unknown) => {
      this.#note('resume state not kept', { reason: error instanceof Error ? error.message : String(error) })
    })
    this.#running = written
    this.#pause = new Promise<void>(resolve => {
      this.#endPause = resolve
      setTimeout(resolve, GAP_MS)
    })
    return written.then(() => state?.inbound ?? null)
  }

  /** Keeps what is the case now, without a pause since the last time: there will be no other. */
  saveLast(): Promise<number | null> {
    this.#endPause()
    return this.save()
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }
}
