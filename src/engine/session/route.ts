import { buildStanzaError } from '#protocol/stanza-error.ts'
import { NS_PING } from '#protocol/xep0199-ping.ts'
import { type Element, attr, namespaceOf, xml } from '#protocol/xml.ts'
import { type BareJid, type FullJid, type Jid, bareOf, domainOf, parseJid } from '#shared/jid.ts'
import type { Incoming, Session } from './session.ts'

export interface RouterOptions {
  account: BareJid
  boundJid(): FullJid | null
  /** Epoch ms on the server's clock. */
  serverNow(): number
  mayKnowPresence(jid: BareJid): boolean
  transmit(stanza: Element): void
  onAnswer(stanza: Element): void
  note(event: string, details?: Record<string, unknown>): void
}

type MessageListener = Parameters<Session['onMessage']>[0]
type PresenceListener = Parameters<Session['onPresence']>[0]
type RequestHandler = Parameters<Session['onRequest']>[2]

/** Brings every stanza to whom it concerns, after asking who sent it and whether it is for us. */
export class Router {
  readonly #options: RouterOptions
  readonly #onMessage = new Set<MessageListener>()
  readonly #onPresence = new Set<PresenceListener>()
  readonly #handlers = new Map<string, RequestHandler>()

  constructor(options: RouterOptions) {
    this.#options = options
  }

  onMessage(listener: MessageListener): () => void {
    this.#onMessage.add(listener)
    return () => this.#onMessage.delete(listener)
  }

  onPresence(listener: PresenceListener): () => void {
    this.#onPresence.add(listener)
    return () => this.#onPresence.delete(listener)
  }

  onRequest(type: 'get' | 'set', namespace: string, handler: RequestHandler): () => void {
    const key = `${type} ${namespace}`
    this.#handlers.set(key, handler)
    return () => {
      if (this.#handlers.get(key) === handler) this.#handlers.delete(key)
    }
  }

  /** Never rejects. Resolves when the stanza is handled, which includes a handler that failed. */
  async route(element: Element): Promise<void> {
    const type = attr(element, 'type')
    if (element.name === 'iq' && (type === 'result' || type === 'error')) return this.#options.onAnswer(element)
    const incoming = this.#admit(element)
    if (!incoming) return
    if (element.name === 'message') await Promise.all([...this.#onMessage].map(listener => this.#run(() => listener(incoming))))
    else if (element.name === 'presence') await Promise.all([...this.#onPresence].map(listener => this.#run(() => listener(incoming))))
    else if (type === 'get' || type === 'set') await this.#answerRequest(type, incoming)
  }

  /** RFC 6120 §8.1.1.1, §8.1.2.1: no sender means the own account; what is addressed to somebody else is not for us. */
  #admit(element: Element): Incoming | undefined {
    const { account, boundJid, serverNow, note } = this.#options
    const fromText = attr(element, 'from')
    const from: Jid | undefined = fromText === undefined ? account : parseJid(fromText)
    const toText = attr(element, 'to')
    const to = parseJid(toText)
    const drop = (reason: string): undefined => {
      note('stanza dropped', { reason, name: element.name, from: fromText })
      return undefined
    }
    if (!from) return drop('broken sender')
    // A message that a server saved from a lost session still names the resource of then.
    const isForUs = to !== undefined && (to === account || to === boundJid() || (element.name === 'message' && bareOf(to) === account))
    if (toText !== undefined && !isForUs) return drop('for somebody else')
    return { element, from, receivedAt: serverNow() }
  }

  async #run(listener: () => Promise<void> | void): Promise<void> {
    try {
      await listener()
    } catch (error) {
      this.#options.note('handler failed', { reason: error instanceof Error ? error.message : String(error) })
    }
  }

  async #answerRequest(type: 'get' | 'set', incoming: Incoming): Promise<void> {
    const id = attr(incoming.element, 'id')
    const payloads = incoming.element.getChildElements()
    const [payload] = payloads
    if (id === undefined) return this.#options.note('stanza dropped', { reason: 'request without id', from: incoming.from })
    const to = attr(incoming.element, 'from') ?? null
    const answer = payload && payloads.length === 1 ? await this.#askHandler(type, incoming, payload) : undefined
    // What a client that is not there would give (RFC 6121 §8.5.3.2.3): nobody learns from it whether we are.
    const error = buildStanzaError('cancel', 'service-unavailable')
    const attributes = { xmlns: 'jabber:client', type: answer === undefined ? 'error' : 'result', id, to }
    this.#options.transmit(xml('iq', attributes, answer === undefined ? error : answer === 'ok' ? null : answer))
  }

  async #askHandler(type: 'get' | 'set', incoming: Incoming, payload: Element): Promise<Element | 'ok' | undefined> {
    const namespace = namespaceOf(payload)
    const handler = this.#handlers.get(`${type} ${namespace}`)
    try {
      if (handler) return await handler(incoming, payload)
    } catch (error) {
      this.#options.note('handler failed', { namespace, reason: error instanceof Error ? error.message : String(error) })
      return undefined
    }
    return type === 'get' && namespace === NS_PING && this.#mayKnow(incoming.from) ? 'ok' : undefined
  }

  #mayKnow(from: Jid): boolean {
    const { account, mayKnowPresence } = this.#options
    const sender = bareOf(from)
    return sender === account || sender === domainOf(account) || mayKnowPresence(sender)
  }
}
