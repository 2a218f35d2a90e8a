/** Is the other side still there? A half-open link says nothing: it has to be asked. */
export interface LivenessOptions {
  now(): number
  isVisible(): boolean
  /** How long the server may take over what is on its way already, in ms. */
  queueMs(): number
  /** Sends something the server answers at once. */
  probe(): void
  onDead(): void
  /** The machine slept: timers stood still while the clock went on. */
  onWake(): void
}

const IDLE_MS = 30_000
const IDLE_HIDDEN_MS = 120_000
const ANSWER_MS = 15_000
/** After waking up or coming back to a network somebody is waiting, and a dead link is likely. */
export const QUICK_ANSWER_MS = 5_000
const BEAT_MS = 10_000
const JUMP_MS = 20_000

export class Liveness {
  readonly #options: LivenessOptions
  #lastFrameAt: number
  #lastBeatAt: number
  #idleTimer: ReturnType<typeof setTimeout> | undefined
  #answerTimer: ReturnType<typeof setTimeout> | undefined
  #answerBy = Number.POSITIVE_INFINITY
  readonly #beat: ReturnType<typeof setInterval>

  constructor(options: LivenessOptions) {
    this.#options = options
    this.#lastFrameAt = options.now()
    this.#lastBeatAt = options.now()
    this.#beat = setInterval(() => this.#onBeat(), BEAT_MS)
    this.#watch()
  }

  /** Anything came in. */
  onFrame(): void {
    this.#lastFrameAt = this.#options.now()
    clearTimeout(this.#answerTimer)
    this.#answerBy = Number.POSITIVE_INFINITY
  }

  /** Asks now; the link is dead when nothing comes within the time. */
  check(answerMs = ANSWER_MS): void {
    this.#options.probe()
    this.expect(answerMs)
  }

  /** Something was sent that is answered at once. */
  expect(answerMs = ANSWER_MS): void {
    const waitMs = answerMs + this.#options.queueMs()
    const by = this.#options.now() + waitMs
    if (by >= this.#answerBy) return
    this.#answerBy = by
    clearTimeout(this.#answerTimer)
    this.#answerTimer = setTimeout(() => this.#options.onDead(), waitMs)
  }

  stop(): void {
    clearInterval(this.#beat)
    clearTimeout(this.#idleTimer)
    clearTimeout(this.#answerTimer)
  }

  #watch(): void {
    const limit = this.#options.isVisible() ? IDLE_MS : IDLE_HIDDEN_MS
    const left = limit - (this.#options.now() - this.#lastFrameAt)
    if (left <= 0) this.check()
    clearTimeout(this.#idleTimer)
    this.#idleTimer = setTimeout(() => this.#watch(), left <= 0 ? limit : left)
  }

  #onBeat(): void {
    const at = this.#options.now()
    const hasJumped = at - this.#lastBeatAt > BEAT_MS + JUMP_MS
    this.#lastBeatAt = at
    if (hasJumped) this.#options.onWake()
  }
}
