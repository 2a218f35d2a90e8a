import type { SmEnabled } from '#protocol/xep0198-stream-management.ts'
import type { KithError } from '#shared/errors.ts'

const MODULUS = 2 ** 32

/** A stanza on its way: kept until the server says that it handled it. */
export interface Outgoing {
  text: string
  onAcked?: () => void
  /** The session ended and nobody knows whether it arrived. */
  onLost?: (error: KithError) => void
}

/**
 * The counting of XEP-0198, for one session through all its connections. Inbound counts what was handled, in order: a stanza counts when
 * its handler and those of all stanzas before it are done. Outbound trusts no number it is given: an `h` beyond what was sent, or
 * behind what was acknowledged before, says that the stream is broken.
 */
export class StreamManagement {
  #session: { id: string | null; maxSeconds: number | null } | undefined
  #handled = 0
  #acked = 0
  #unacked: Outgoing[] = []
  #inbound: { isDone: boolean }[] = []
  #onProgress: (() => void)[] = []
  /** Taken over from before a reload: the server's first `h` is the count to start from. */
  #isAdopted = false

  /** A new session. What the old one left is the caller's to deal with, before. */
  begin(enabled: SmEnabled | null): void {
    this.#session = enabled ?? undefined
    this.#handled = 0
    this.#acked = 0
    this.#unacked = []
    this.#isAdopted = false
    this.#dropInbound()
  }

  /** A session of before a reload. What was sent then is nobody's here: the server's count is where ours starts. */
  adopt(id: string, handled: number, maxSeconds: number): void {
    this.begin({ id, maxSeconds })
    this.#handled = handled % MODULUS
    this.#isAdopted = true
  }

  get isEnabled(): boolean {
    return this.#session !== undefined
  }

  /** What a resumption needs; null where the server offers none. */
  get resumable(): { id: string; h: number; maxSeconds: number } | null {
    const { id, maxSeconds } = this.#session ?? {}
    return id ? { id, h: this.#handled, maxSeconds: maxSeconds ?? 300 } : null
  }

  get handled(): number {
    return this.#handled
  }

  get unackedCount(): number {
    return this.#unacked.length
  }

  /** Characters of what the server has not said to have handled. */
  get unackedLength(): number {
    return this.#unacked.reduce((sum, { text }) => sum + text.length, 0)
  }

  push(outgoing: Outgoing): void {
    this.#unacked.push(outgoing)
  }

  /** @returns false when the number cannot be: missing, beyond what was sent, or behind what was said before */
  acknowledge(h: number | null): boolean {
    if (h === null) return false
    const count = (h - this.#acked + MODULUS) % MODULUS
    if (count > this.#unacked.length) return false
    this.#acked = h
    for (const { onAcked } of this.#unacked.splice(0, count)) onAcked?.()
    return true
  }

  /**
   * The server took the session up again.
   * @returns what has to be sent again, or undefined when its `h` cannot be
   */
  resumed(h: number | null): readonly Outgoing[] | undefined {
    // What was not handled comes again; a handler still at work on it no longer counts.
    this.#dropInbound()
    if (this.#isAdopted && h !== null) this.#acked = h
    this.#isAdopted = false
    return this.acknowledge(h) ? this.#unacked : undefined
  }

  /**
   * The session is over.
   * @param h the server's last count, where it gave one with the refusal (§5)
   * @returns stanzas of which nobody knows whether they arrived
   */
  forget(h: number | null): Outgoing[] {
    if (h !== null) this.acknowledge(h)
    const lost = this.#unacked
    this.begin(null)
    return lost
  }

  /** One stanza came in. @returns to be called when it is handled, at any time and in any order */
  receive(): () => void {
    if (!this.#session) return () => undefined
    const entry = { isDone: false }
    this.#inbound.push(entry)
    return () => {
      entry.isDone = true
      if (this.#inbound[0]?.isDone) this.#advance()
    }
  }

  #advance(): void {
    const open = this.#inbound.findIndex(entry => !entry.isDone)
    const count = open < 0 ? this.#inbound.length : open
    this.#inbound.splice(0, count)
    this.#handled = (this.#handled + count) % MODULUS
    this.#tellProgress()
  }

  #dropInbound(): void {
    this.#inbound = []
    this.#tellProgress()
  }

  #tellProgress(): void {
    for (const listener of this.#onProgress.splice(0)) listener()
  }

  /** Resolves once everything received until now is handled, or when the time is up. */
  settled(limitMs: number): Promise<void> {
    const last = this.#inbound.at(-1)
    if (!last) return Promise.resolve()
    return new Promise(resolve => {
      const timer = setTimeout(resolve, limitMs)
      const look = (): void => {
        if (this.#inbound.includes(last)) {
          this.#onProgress.push(look)
          return
        }
        clearTimeout(timer)
        resolve()
      }
      look()
    })
  }
}
