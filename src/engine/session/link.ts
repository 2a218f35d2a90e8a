import { type StreamFeatures, parseStreamFeatures } from '#protocol/rfc6120-stream.ts'
import { buildAck, buildAckRequest, isAckRequest, parseAck } from '#protocol/xep0198-stream-management.ts'
import { buildPing } from '#protocol/xep0199-ping.ts'
import { type Element, xml } from '#protocol/xml.ts'
import { randomId } from '#shared/ids.ts'
import { Liveness } from './liveness.ts'
import type { ResumeKeeper } from './resume-keeper.ts'
import type { Router } from './route.ts'
import { BURST_BYTES, BYTES_PER_MS } from './slow-server.ts'
import type { Stream } from './stream.ts'
import type { Outgoing, StreamManagement } from './stream-management.ts'

export interface LinkOptions {
  stream: Stream
  management: StreamManagement
  router: Router
  keeper: ResumeKeeper
  now(): number
  isVisible(): boolean
  onWake(): void
  /** After SASL2 the features may come when the session has begun already. */
  onFeatures(features: StreamFeatures): void
  /** The server counts what cannot be: nothing of this session can be relied on. */
  onBroken(): void
  note(event: string, details?: Record<string, unknown>): void
}

/** How soon after a message the server is asked whether it has it, so that a burst is asked about once. */
const USER_ACK_MS = 20
/** Pause between two such questions. */
const ACK_GAP_MS = 250
/** Requests are answered anyway; this only keeps the queue short. */
const BACKGROUND_ACK_MS = 5_000
/** A handler that takes longer does not hold up the answer; servers give up on a client that is silent for 30 s. */
const SETTLE_MS = 10_000

/** One signed-in connection at work: counts, acknowledges, watches that the other side is alive. */
export class Link {
  readonly stream: Stream
  readonly #options: LinkOptions
  readonly #liveness: Liveness
  #ackTimer: ReturnType<typeof setTimeout> | undefined
  #ackDueAt = Number.POSITIVE_INFINITY
  #askedAt = Number.NEGATIVE_INFINITY
  #isAnswering = false
  #isAskedAgain = false

  constructor(options: LinkOptions) {
    this.#options = options
    this.stream = options.stream
    const { now, isVisible, onWake, stream } = options
    this.#liveness = new Liveness({
      now,
      isVisible,
      onWake,
      queueMs: () => Math.max(0, options.management.unackedLength - BURST_BYTES) / BYTES_PER_MS,
      probe: () => this.#probe(),
      onDead: () => stream.drop('silent'),
    })
  }

  /** @param early stanzas of before the counting began */
  start(early: readonly Element[]): void {
    for (const stanza of early) void this.#options.router.route(stanza)
    this.stream.listen(element => this.#onElement(element))
  }

  transmit(outgoing: Outgoing, isUser: boolean): void {
    const { management } = this.#options
    if (management.isEnabled) {
      management.push(outgoing)
      this.#askSoon(isUser ? USER_ACK_MS : BACKGROUND_ACK_MS)
    }
    this.stream.write(outgoing.text)
    if (!management.isEnabled) outgoing.onAcked?.()
  }

  resend(outgoing: readonly Outgoing[]): void {
    for (const { text } of outgoing) this.stream.write(text)
    if (outgoing.length > 0) this.#askSoon(USER_ACK_MS)
  }

  onFrame(): void {
    this.#liveness.onFrame()
  }

  check(answerMs?: number): void {
    this.#liveness.check(answerMs)
  }

  stop(): void {
    clearTimeout(this.#ackTimer)
    this.#liveness.stop()
  }

  #askSoon(delayMs: number): void {
    const at = this.#options.now()
    const dueAt = Math.max(at + delayMs, this.#askedAt + ACK_GAP_MS)
    if (dueAt >= this.#ackDueAt) return
    this.#ackDueAt = dueAt
    clearTimeout(this.#ackTimer)
    this.#ackTimer = setTimeout(() => {
      this.#ackDueAt = Number.POSITIVE_INFINITY
      this.#askedAt = this.#options.now()
      this.#liveness.check()
    }, dueAt - at)
  }

  #probe(): void {
    const isCounted = this.#options.management.isEnabled
    // Without stream management a ping has to do; its answer is dropped, that it came is enough.
    const ping = (): Element => xml('iq', { xmlns: 'jabber:client', type: 'get', id: randomId() }, buildPing())
    this.stream.write(isCounted ? buildAckRequest() : ping())
  }

  #onElement(element: Element): void {
    const { management, router, keeper, note } = this.#options
    if (element.name === 'message' || element.name === 'presence' || element.name === 'iq') {
      const settle = management.receive()
      void router.route(element).then(() => {
        settle()
        if (management.resumable) keeper.touch()
      })
      return
    }
    if (isAckRequest(element)) return void this.#answer()
    const ack = parseAck(element)
    const features = ack ? undefined : parseStreamFeatures(element)
    if (features) return this.#options.onFeatures(features)
    if (!ack) return note('element ignored', { name: element.name })
    if (!management.isEnabled || management.acknowledge(ack.h)) return
    note('acknowledgement that cannot be', { h: ack.h, unacked: management.unackedCount })
    this.#options.onBroken()
  }

  /** XEP-0198 §4: what is acknowledged was handled, and is remembered over a reload. */
  async #answer(): Promise<void> {
    this.#isAskedAgain = true
    if (this.#isAnswering) return
    this.#isAnswering = true
    const { management, keeper } = this.#options
    while (this.#isAskedAgain && !this.stream.isOver) {
      this.#isAskedAgain = false
      await management.settled(SETTLE_MS)
      const kept = management.resumable ? await keeper.save() : null
      if (this.stream.isOver) break
      this.stream.write(buildAck(kept ?? management.handled))
    }
    this.#isAnswering = false
  }
}
