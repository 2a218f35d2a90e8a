import { KithError } from '#shared/errors.ts'
import { type FullJid, bareOf, parseJid, resourceOf } from '#shared/jid.ts'
import type { ResumeState } from '#model/account.ts'
import { RequestTable, tooLargeError } from './requests.ts'
import { ResumeKeeper } from './resume-keeper.ts'
import type { SessionOptions } from './session-options.ts'
import type { StreamEnd } from './stream.ts'
import { type Outgoing, StreamManagement } from './stream-management.ts'

/** Stock servers close the stream for a stanza beyond this. */
const USUAL_LIMIT = 256 * 1024
/** Smaller ones are never the reason, whatever limit a server has. */
const LARGE_STANZA = 60_000
/** How often in a row the connection may end over one large stanza before it is taken for the reason. */
const MOST_LOSSES = 4

export interface InTransitOptions {
  session: SessionOptions
  boundJid(): FullJid | null
  transmit(text: string): void
  backlog(): number
}

export function offline(message: string): KithError {
  return new KithError('offline', message, { condition: 'offline' })
}

/** All that is on its way, over the loss of a connection: stanzas not acknowledged, questions not answered, the session to resume. */
export class InTransit {
  readonly management = new StreamManagement()
  readonly requests: RequestTable
  readonly keeper: ResumeKeeper
  readonly #options: InTransitOptions
  #holdTimer: ReturnType<typeof setTimeout> | undefined
  /** The large stanza that the server never came to handle, known by its length: sent again in a new session it has another id. */
  #stuck = { length: 0, losses: 0 }
  /** The other side ended the last connection, without a word. */
  #isReset = false
  /** What ended the session, until that is told. */
  #tooLarge: string | null = null

  constructor(options: InTransitOptions) {
    const { session, boundJid, transmit, backlog } = options
    this.#options = options
    this.requests = new RequestTable({ account: session.account, boundJid, transmit, backlog, note: session.note })
    this.keeper = new ResumeKeeper(session.resumeStore, () => this.#resumeState(), session.note)
  }

  /** Takes over what a tab before us left behind. @returns the address it was bound to */
  async adopt(): Promise<FullJid | undefined> {
    const { account, resumeStore, now, note } = this.#options.session
    const kept = await resumeStore.load().catch((error: unknown) => note('resume state not read', { reason: String(error) }))
    const jid = parseJid(kept?.jid)
    if (!kept || !jid || bareOf(jid) !== account || resourceOf(jid) === '') return undefined
    if (now() - kept.savedAt > kept.maxSeconds * 1000) return undefined
    this.management.adopt(kept.id, kept.inbound, kept.maxSeconds)
    return jid as FullJid
  }

  /** The connection is gone: keeps everything for as long as the server keeps the session, and no longer. */
  hold(end: StreamEnd): void {
    this.#isReset = end.kind === 'lost'
    const { resumable } = this.management
    if (!resumable) return this.giveUp('The connection was lost')
    this.#holdTimer = setTimeout(() => {
      this.giveUp('The connection was lost for too long')
      this.keep()
    }, resumable.maxSeconds * 1000)
  }

  release(): void {
    clearTimeout(this.#holdTimer)
  }

  /**
   * The server took the session up again.
   * @returns what has to be sent again, or undefined when the session is of no use: its count cannot be, or it ended over a stanza
   */
  resumed(h: number | null): readonly Outgoing[] | undefined {
    const unacked = this.management.resumed(h)
    const first = unacked?.[0]
    if (!first || !this.#noteLoss(first)) return unacked
    this.#tooLarge = first.text
    return undefined
  }

  /**
   * A server that closes a connection without reading it to the end resets it, and the browser then loses the words that said why
   * (seen with Prosody and Chromium; the session is then deaf, though it can be resumed). What is large and the first thing not
   * handled, again and again, must be the reason; what is beyond the usual limit is it at the first time.
   * @returns whether this one is taken for the reason
   */
  #noteLoss({ text: { length } }: Outgoing): boolean {
    if (length <= LARGE_STANZA) return false
    if (length > USUAL_LIMIT && this.#isReset) return true
    this.#stuck = { length, losses: this.#stuck.length === length ? this.#stuck.losses + 1 : 1 }
    return this.#stuck.losses >= MOST_LOSSES
  }

  /**
   * The session is over: whoever sent something has to look up whether it arrived, or send it again.
   * @param h the server's last count, where it gave one
   * @param end what ended it: a stanza that is too large is told so, or it would be sent again for ever
   */
  giveUp(reason: string, h: number | null = null, end?: StreamEnd): void {
    const lost = this.management.forget(h)
    if (h !== null && lost[0] && this.#noteLoss(lost[0])) this.#tooLarge = lost[0].text
    const tooLarge = this.#tooLarge
    this.#tooLarge = null
    const isTooLarge = (text: string): boolean => text === tooLarge || (end?.condition === 'policy-violation' && text.length > LARGE_STANZA)
    const error = offline(reason)
    for (const { text, onLost } of lost) onLost?.(isTooLarge(text) ? tooLargeError() : error)
    this.requests.rejectAll(error, isTooLarge)
  }

  /** Brings what a reload would find up to date. */
  keep(): void {
    void this.keeper.save()
  }

  #resumeState(): ResumeState | null {
    const { resumable } = this.management
    const jid = this.#options.boundJid()
    if (!resumable || !jid) return null
    const { id, h, maxSeconds } = resumable
    return { key: 'resume', id, inbound: h, jid, maxSeconds, savedAt: this.#options.session.now() }
  }
}
