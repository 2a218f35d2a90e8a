import type { Element } from '@xmpp/xml'
import type { SessionState } from '#model/session-state.ts'
import type { BareJid, FullJid, Jid } from '#shared/jid.ts'

/** A stanza that came in and passed the gate. `from` is normalised; a stanza without `from` speaks for the own account (RFC 6120 §8.1.2.1). */
export interface Incoming {
  element: Element
  from: Jid
  /** Epoch ms on the server's clock when it was received here. */
  receivedAt: number
}

export interface RequestOptions {
  /** Default 30 s, plus what the queue ahead needs on a slow server. */
  timeoutMs?: number
  /** `user`: somebody waits for it and it goes first. `background`: at most 4 in flight. Default background. */
  urgency?: 'user' | 'background'
}

/** What the server said of itself and of the own account, asked once per session. */
export interface ServerFeatures {
  server: ReadonlySet<string>
  account: ReadonlySet<string>
  /** Pubsub components found among the server's items, with their features. */
  pubsubServices: readonly BareJid[]
  uploadService: BareJid | null
  maxUploadBytes: number | null
  software: string
}

/**
 * The one port between the engine and the network. Everything else of the stream (discovery, socket, login, stream management,
 * reconnecting) is behind it.
 */
export interface Session {
  readonly account: BareJid
  /** Bound full JID; null before the first bind. */
  readonly jid: FullJid | null
  readonly state: SessionState
  /** Rises with every new bound session, not with a resume: what was learnt of an older one may be stale. */
  readonly generation: number

  /**
   * Asks and waits for the answer of exactly the entity asked (id and sender are checked).
   * @param payload child of the iq
   * @returns the payload child of the result, or undefined when the result is empty
   * @throws KithError with the condition of RFC 6120 §8.3.3, `timeout`, or `offline` when the session ended first
   */
  request(type: 'get' | 'set', to: Jid | null, payload: Element, options?: RequestOptions): Promise<Element | undefined>

  /**
   * Sends a message or presence. Resolves when the server acknowledged it (XEP-0198), or when it was written where the server has
   * no stream management.
   * @throws KithError `offline` when the session ended and could not be resumed: whether it arrived must be looked up, not guessed
   */
  send(stanza: Element): Promise<void>

  features(): Promise<ServerFeatures>

  /** The server's clock minus ours, in ms (XEP-0202); 0 while unknown. */
  readonly clockOffset: number

  onState(listener: (state: SessionState) => void): () => void
  /** A new session was bound (not resumed): catch up now. */
  onFreshSession(listener: () => void): () => void
  /** Messages, in order of arrival. The stanza counts as handled (XEP-0198) when the returned promise settles. */
  onMessage(listener: (incoming: Incoming) => Promise<void> | void): () => void
  onPresence(listener: (incoming: Incoming) => void): () => void
  /** Answers requests of a payload namespace; the sender must be checked by the handler. Undefined: as if we were not there. */
  onRequest(
    type: 'get' | 'set',
    namespace: string,
    handler: (incoming: Incoming, payload: Element) => Promise<Element | 'ok' | undefined>,
  ): () => void
}
