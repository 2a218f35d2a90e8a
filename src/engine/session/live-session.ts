import { type SessionState, type SessionTrouble, needsPerson } from '#model/session-state.ts'
import type { StreamFeatures } from '#protocol/rfc6120-stream.ts'
import type { Element } from '#protocol/xml.ts'
import type { BareJid, FullJid, Jid } from '#shared/jid.ts'
import { AttemptFailed, Attempts, type Connected } from './attempts.ts'
import { ClientState } from './client-state.ts'
import { InTransit, offline } from './in-transit.ts'
import { judgeEnd } from './judge-end.ts'
import { Link } from './link.ts'
import { QUICK_ANSWER_MS } from './liveness.ts'
import { Pause } from './pause.ts'
import { type Ending, ReconnectPolicy } from './reconnect.ts'
import { revokeToken } from './revoke-token.ts'
import { Router } from './route.ts'
import { ServerFacts } from './server-facts.ts'
import type { RequestOptions, ServerFeatures, Session } from './session.ts'
import type { ManagedSession, SessionOptions } from './session-options.ts'
import type { Stream, StreamEnd } from './stream.ts'
import type { Outgoing } from './stream-management.ts'

/** How long handlers may take to finish before what they work on is asked for again. */
const SETTLE_MS = 5_000
const STOP_MS = 2_000
/** While the browser says there is no network, trying is kept rare: it may be wrong, but rarely. */
const NO_NETWORK_MS = 30_000

function pauseOf(ms: number): Promise<void> {
  return new Promise(resolve => {
    setTimeout(resolve, ms)
  })
}

/** The session through all its connections: connects, resumes, starts anew. */
export class LiveSession implements ManagedSession {
  readonly account: BareJid
  jid: FullJid | null = null
  state: SessionState = { kind: 'offline', trouble: null, detail: '', retryAt: null }
  generation = 0

  readonly #options: SessionOptions
  readonly #transit: InTransit
  readonly #router: Router
  readonly #facts: ServerFacts
  readonly #attempts: Attempts
  readonly #policy: ReconnectPolicy
  readonly #pause = new Pause()
  readonly #clientState = new ClientState()
  readonly #onState = new Set<(state: SessionState) => void>()
  readonly #onFresh = new Set<() => void>()
  #running: Promise<void> | undefined
  #isStopped = false
  #isNetworkUp = true
  #isVisible = true
  #stream: Stream | undefined
  #link: Link | undefined

  constructor(options: SessionOptions) {
    const { account, note, now, random } = options
    this.account = account
    this.#options = options
    const boundJid = (): FullJid | null => this.jid
    this.#transit = new InTransit({
      session: options,
      boundJid,
      transmit: text => this.#transmit({ text }, false),
      backlog: () => this.#link?.stream.bufferedAmount ?? 0,
    })
    this.#router = new Router({
      account,
      boundJid,
      note,
      serverNow: () => now() + this.clockOffset,
      mayKnowPresence: jid => options.mayKnowPresence?.(jid) ?? false,
      transmit: stanza => this.#transmit({ text: stanza.toString() }, false),
      onAnswer: stanza => this.#transit.requests.answer(stanza),
    })
    this.#facts = new ServerFacts(options, (...args) => this.request(...args))
    this.#attempts = new Attempts(options)
    this.#policy = new ReconnectPolicy(random)
  }

  start(): void {
    this.#running ??= this.#run().catch((error: unknown) => {
      this.#options.note('session failed', { reason: String(error) })
      this.#setState({ kind: 'offline', trouble: 'server-error', detail: String(error), retryAt: null })
    })
  }

  async stop(): Promise<void> {
    if (this.#link) {
      const kept = this.#transit.management.settled(STOP_MS).then(() => this.#transit.keeper.saveLast())
      await Promise.race([kept, pauseOf(2 * STOP_MS)])
    }
    await this.#end('stopped')
  }

  async signOut(): Promise<{ tokenRevoked: boolean | null }> {
    this.#isStopped = true
    const revoked = revokeToken(this.#options)
    await this.#link?.stream.close()
    await this.#end('signed out')
    await this.#transit.keeper.saveLast()
    return { tokenRevoked: await revoked }
  }

  async #end(reason: string): Promise<void> {
    this.#isStopped = true
    this.#stream?.drop(reason)
    this.#pause.wake('person')
    this.#transit.giveUp('The session was stopped')
    this.#transit.keeper.stop()
    // The attempt may be waiting for an address that never comes.
    await Promise.race([this.#running, pauseOf(STOP_MS)])
    this.#transit.release()
    this.#setState({ kind: 'offline', trouble: null, detail: '', retryAt: null })
  }

  connectNow(): void {
    this.#attempts.reset()
    this.#policy.resetByPerson()
    this.#pause.wake('person')
    this.#link?.check(QUICK_ANSWER_MS)
  }

  setNetwork(online: boolean): void {
    const wasUp = this.#isNetworkUp
    this.#isNetworkUp = online
    // A browser may be wrong about being offline as well: the link is asked, not believed dead.
    if (online !== wasUp) this.#lookAgain(online)
  }

  setVisible(visible: boolean): void {
    const wasVisible = this.#isVisible
    this.#isVisible = visible
    this.#clientState.setVisible(visible)
    if (visible && !wasVisible) this.#lookAgain(true)
  }

  #lookAgain(mayConnect: boolean): void {
    this.#link?.check(QUICK_ANSWER_MS)
    if (!mayConnect) return
    this.#policy.reset()
    this.#pause.wake('circumstance')
  }

  request(type: 'get' | 'set', to: Jid | null, payload: Element, options?: RequestOptions): Promise<Element | undefined> {
    if (!this.#isReachable()) return Promise.reject(offline('There is no connection'))
    return this.#transit.requests.ask(type, to, payload, options)
  }

  send(stanza: Element): Promise<void> {
    if (!this.#isReachable()) return Promise.reject(offline('There is no connection'))
    const attrs = stanza.attrs as Record<string, string>
    attrs['xmlns'] ??= 'jabber:client'
    return new Promise((resolve, reject) => {
      this.#transmit({ text: stanza.toString(), onAcked: resolve, onLost: reject }, true)
    })
  }

  features(): Promise<ServerFeatures> {
    return this.#facts.features()
  }

  get clockOffset(): number {
    return this.#facts.clockOffset
  }

  onState(listener: (state: SessionState) => void): () => void {
    this.#onState.add(listener)
    return () => this.#onState.delete(listener)
  }

  onFreshSession(listener: () => void): () => void {
    this.#onFresh.add(listener)
    return () => this.#onFresh.delete(listener)
  }

  onMessage(listener: Parameters<Session['onMessage']>[0]): () => void {
    return this.#router.onMessage(listener)
  }

  onPresence(listener: Parameters<Session['onPresence']>[0]): () => void {
    return this.#router.onPresence(listener)
  }

  onRequest(...args: Parameters<Session['onRequest']>): () => void {
    return this.#router.onRequest(...args)
  }

  /** Connected, or about to take up the same session again: then what is asked now leaves as soon as that is done. */
  #isReachable(): boolean {
    const isReturning = !this.#isStopped && this.#running !== undefined && this.#transit.management.resumable !== null
    return this.#link !== undefined || isReturning
  }

  #transmit(outgoing: Outgoing, isUser: boolean): void {
    if (this.#link) this.#link.transmit(outgoing, isUser)
    else if (this.#transit.management.isEnabled) this.#transit.management.push(outgoing)
    else outgoing.onLost?.(offline('There is no connection'))
  }

  #setState(state: SessionState): void {
    this.state = state
    for (const listener of this.#onState) this.#tell(() => listener(state))
  }

  /** Who listens must not be able to stop the session. */
  #tell(listener: () => void): void {
    try {
      listener()
    } catch (error) {
      this.#options.note('listener failed', { reason: String(error) })
    }
  }

  async #run(): Promise<void> {
    this.jid = (await this.#transit.adopt()) ?? null
    while (!this.#isStopped) {
      const ending = await this.#connectOnce()
      if (this.#isStopped) return
      if (ending.trouble !== null && needsPerson(ending.trouble) && !ending.tryOthers) {
        this.#transit.giveUp('Somebody has to sign in')
        this.#transit.keep()
      }
      await this.#waitAfter(ending)
    }
  }

  async #connectOnce(): Promise<Ending> {
    try {
      const connected = await this.#attempts.connect({
        resume: this.#transit.management.resumable,
        isNetworkUp: this.#isNetworkUp,
        onStep: step => {
          if (!this.#isStopped) this.#setState({ kind: 'connecting', step })
        },
        onStream: stream => {
          this.#stream = stream
          if (this.#isStopped) stream.drop('stopped')
        },
        onFrame: () => this.#link?.onFrame(),
      })
      return await this.#live(connected)
    } catch (error) {
      if (error instanceof AttemptFailed) return error.ending
      throw error
    }
  }

  async #live({ stream, signedIn }: Connected): Promise<Ending> {
    const { outcome, early, features } = signedIn
    const { management } = this.#transit
    this.#transit.release()
    if (features) this.#onFeatures(features)
    const link = this.#createLink(stream)
    if (outcome.kind === 'resumed') {
      const unacked = this.#transit.resumed(outcome.h)
      if (!unacked) return this.#endUseless(link, outcome.h)
      link.resend(unacked)
    } else {
      this.#transit.giveUp('The session could not be resumed', outcome.refused?.h ?? null)
      management.begin(outcome.enabled)
      this.jid = outcome.jid
      this.generation += 1
      this.#facts.forget()
    }
    return this.#work(link, early, outcome.kind === 'resumed')
  }

  async #work(link: Link, early: readonly Element[], resumed: boolean): Promise<Ending> {
    const onlineSince = this.#options.now()
    const { stream } = link
    this.#link = link
    link.start(early)
    this.#clientState.onLink(element => stream.write(element))
    this.#transit.requests.setOpen(true)
    this.#transit.keep()
    this.#setState({ kind: 'online', resumed, catchingUp: false })
    if (!resumed) for (const listener of this.#onFresh) this.#tell(listener)
    if (!resumed || this.clockOffset === 0) void this.#facts.measureClock()
    const end = await stream.ended
    this.#link = undefined
    this.#clientState.onLinkEnd()
    link.stop()
    this.#transit.requests.setOpen(false)
    return { ...(await this.#settleEnd(end)), onlineMs: this.#options.now() - onlineSince }
  }

  #onFeatures({ capsVersion, clientState }: StreamFeatures): void {
    this.#facts.capsVersion = capsVersion ?? this.#facts.capsVersion
    this.#clientState.setOffered(clientState)
  }

  #createLink(stream: Stream): Link {
    const { now, note } = this.#options
    const { management, keeper } = this.#transit
    return new Link({
      stream,
      management,
      keeper,
      router: this.#router,
      now,
      note,
      isVisible: () => this.#isVisible,
      onWake: () => this.#lookAgain(true),
      onFeatures: features => this.#onFeatures(features),
      onBroken: () => {
        this.#transit.giveUp('The server lost count')
        stream.drop('broken count')
      },
    })
  }

  /** The server took up a session that is of no use: nothing of it is relied on, and the next one is new. */
  #endUseless(link: Link, h: number | null): Ending {
    this.#options.note('resumed session of no use', { h, unacked: this.#transit.management.unackedCount })
    link.stop()
    link.stream.drop('broken count')
    this.#transit.giveUp('The server lost count')
    this.#transit.keep()
    return { trouble: null, detail: '', onlineMs: null, tryOthers: false }
  }

  async #settleEnd(end: StreamEnd): Promise<Ending> {
    this.#options.note('connection ended', { ...end })
    const { trouble, isSessionOver } = judgeEnd(end)
    // Told at once: what follows may take a moment, and when the next attempt is comes after that.
    if (!this.#isStopped) this.#setState({ kind: 'offline', trouble, detail: end.text, retryAt: this.#options.now() })
    if (isSessionOver) this.#transit.giveUp(end.text || end.condition, null, end)
    this.#transit.hold(end)
    if (!this.#isStopped && !this.#transit.management.resumable) this.#transit.keep()
    await this.#transit.management.settled(SETTLE_MS)
    return { trouble, detail: end.text, onlineMs: null, tryOthers: false }
  }

  async #waitAfter(ending: Ending): Promise<void> {
    const { delayMs } = this.#policy.plan(ending)
    if (ending.tryOthers) return
    const isPatient = delayMs === null || ending.trouble === 'conflict'
    const hasNoNetwork = !this.#isNetworkUp && !isPatient
    const trouble: SessionTrouble | null = hasNoNetwork ? 'no-network' : ending.trouble
    const waitMs = delayMs !== null && hasNoNetwork ? Math.max(delayMs, NO_NETWORK_MS) : delayMs
    this.#setState({ kind: 'offline', trouble, detail: ending.detail, retryAt: waitMs === null ? null : this.#options.now() + waitMs })
    await this.#pause.wait(waitMs, isPatient ? 'person' : 'circumstance')
  }
}
