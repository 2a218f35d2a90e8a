import { buildTimeQuery, parseTime } from '#protocol/xep0202-entity-time.ts'
import { domainOf } from '#shared/jid.ts'
import { fetchServerFeatures } from './server-features.ts'
import type { ServerFeatures, Session } from './session.ts'
import type { SessionOptions } from './session-options.ts'

/** What is asked of the server once per session: what it can do and what time it is. */
export class ServerFacts {
  /** The server's clock minus ours, in ms; 0 while unknown. */
  clockOffset = 0
  /** Caps hash of the server, from its stream features. */
  capsVersion: string | null = null
  readonly #options: SessionOptions
  readonly #request: Session['request']
  #features: Promise<ServerFeatures> | undefined

  constructor(options: SessionOptions, request: Session['request']) {
    this.#options = options
    this.#request = request
  }

  /** A new session: the server may be another one than before. */
  forget(): void {
    this.#features = undefined
  }

  features(): Promise<ServerFeatures> {
    this.#features ??= this.#fetch()
    return this.#features
  }

  async #fetch(): Promise<ServerFeatures> {
    const { account, now, featureCache: cache } = this.#options
    try {
      return await fetchServerFeatures({ account, request: this.#request, capsVersion: this.capsVersion, cache, now })
    } catch (error) {
      // Asked again next time.
      this.#features = undefined
      throw error
    }
  }

  /**
   * XEP-0202. The answer was true about half a round trip ago. One in whole seconds (Prosody) stands for all of its second: the end of
   * it is taken, so that nothing an honest clock has dated seems to come from the future and is dated anew, on each device otherwise.
   */
  async measureClock(): Promise<void> {
    const { account, now, note } = this.#options
    try {
      const askedAt = now()
      const time = parseTime(await this.#request('get', domainOf(account), buildTimeQuery()))
      if (time === undefined) return
      const latest = time % 1000 === 0 ? time + 999 : time
      this.clockOffset = Math.round(latest - (askedAt + now()) / 2)
    } catch (error) {
      note('clock not measured', { reason: String(error) })
    }
  }
}
