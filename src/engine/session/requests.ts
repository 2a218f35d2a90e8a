import { parseStanzaError, toKithError } from '#protocol/stanza-error.ts'
import { type Element, attr, payloadOf, xml } from '#protocol/xml.ts'
import { KithError } from '#shared/errors.ts'
import { randomId } from '#shared/ids.ts'
import { type BareJid, type FullJid, type Jid, domainOf, parseJid } from '#shared/jid.ts'
import type { RequestOptions } from './session.ts'
import { BYTES_PER_MS } from './slow-server.ts'

/** At most so many requests of work nobody waits for: stock servers take 3 to 10 kB/s, and one queue serves all. */
const MAX_BACKGROUND = 4
/** Even people click only so fast. */
const MAX_IN_FLIGHT = 12
const BASE_TIMEOUT_MS = 30_000

export interface RequestTableOptions {
  account: BareJid
  boundJid(): FullJid | null
  transmit(text: string): void
  /** Bytes that the socket has not sent yet. */
  backlog(): number
  note(event: string, details?: Record<string, unknown>): void
}

interface Request {
  id: string
  to: Jid | null
  text: string
  isUser: boolean
  timeoutMs: number
  resolve(payload: Element | undefined): void
  reject(error: KithError): void
  timer?: ReturnType<typeof setTimeout>
}

/** Who asked whom under which id. An answer counts only from whom was asked: an id alone can be guessed or overheard. */
export class RequestTable {
  readonly #options: RequestTableOptions
  readonly #inFlight = new Map<string, Request>()
  #user: Request[] = []
  #background: Request[] = []
  #isOpen = false

  constructor(options: RequestTableOptions) {
    this.#options = options
  }

  /** Whether requests leave now or wait for the connection. Without one, nobody can be blamed for not answering. */
  setOpen(isOpen: boolean): void {
    this.#isOpen = isOpen
    for (const request of this.#inFlight.values()) {
      clearTimeout(request.timer)
      if (isOpen) this.#startTimer(request)
    }
    this.#pump()
  }

  ask(type: 'get' | 'set', to: Jid | null, payload: Element, { timeoutMs, urgency }: RequestOptions = {}): Promise<Element | undefined> {
    return new Promise((resolve, reject) => {
      const id = randomId()
      const text = xml('iq', { xmlns: 'jabber:client', type, id, to }, payload).toString()
      const isUser = urgency === 'user'
      const request = { id, to, text, isUser, timeoutMs: timeoutMs ?? BASE_TIMEOUT_MS, resolve, reject }
      ;(isUser ? this.#user : this.#background).push(request)
      this.#pump()
    })
  }

  #pump(): void {
    while (this.#isOpen) {
      const request = this.#takeNext()
      if (!request) return
      this.#inFlight.set(request.id, request)
      this.#startTimer(request)
      this.#options.transmit(request.text)
    }
  }

  #startTimer(request: Request): void {
    const ahead = [...this.#inFlight.values()].reduce((sum, { text }) => sum + text.length, this.#options.backlog())
    request.timer = setTimeout(() => this.#expire(request), request.timeoutMs + ahead / BYTES_PER_MS)
  }

  #takeNext(): Request | undefined {
    if (this.#inFlight.size >= MAX_IN_FLIGHT) return undefined
    const user = this.#user.shift()
    if (user) return user
    const background = [...this.#inFlight.values()].filter(({ isUser }) => !isUser).length
    return background < MAX_BACKGROUND ? this.#background.shift() : undefined
  }

  #expire(request: Request): void {
    if (!this.#inFlight.delete(request.id)) return
    request.reject(new KithError('timeout', `No answer from ${request.to ?? 'the server'}`, { condition: 'remote-server-timeout' }))
    this.#pump()
  }

  /** An iq of type result or error came in. Answers that nobody asked for, or from somebody else, are dropped and noted. */
  answer(stanza: Element): void {
    const request = this.#inFlight.get(attr(stanza, 'id') ?? '')
    if (!request) return this.#options.note('answer to no question', { from: attr(stanza, 'from') ?? null })
    if (!this.#mayAnswer(request, attr(stanza, 'from'))) {
      return this.#options.note('answer from somebody else', { from: attr(stanza, 'from') ?? null, asked: request.to })
    }
    this.#inFlight.delete(request.id)
    clearTimeout(request.timer)
    if (attr(stanza, 'type') === 'result') request.resolve(payloadOf(stanza))
    else request.reject(errorOf(stanza))
    this.#pump()
  }

  /** RFC 6120 §8.1.2.1 and §10.3.3: the own server answers without `from`, as the account, as this resource, or as the domain asked. */
  #mayAnswer({ to }: Request, from: string | undefined): boolean {
    const { account, boundJid } = this.#options
    const sender = parseJid(from)
    if (from !== undefined && !sender) return false
    if (sender !== undefined && sender === to) return true
    const isOwn = to === null || to === account || to === domainOf(account) || to === boundJid()
    return isOwn && (sender === undefined || sender === account || sender === boundJid())
  }

  /** The session is over: everything unanswered fails, and what `isTooLarge` names fails for its size. */
  rejectAll(error: KithError, isTooLarge: (text: string) => boolean = () => false): void {
    const all = [...this.#inFlight.values(), ...this.#user.splice(0), ...this.#background.splice(0)]
    this.#inFlight.clear()
    for (const request of all) {
      clearTimeout(request.timer)
      request.reject(isTooLarge(request.text) ? tooLargeError() : error)
    }
  }
}

export function tooLargeError(): KithError {
  return new KithError('too-large', 'The server takes nothing of this size', { condition: 'policy-violation' })
}

function errorOf(stanza: Element): KithError {
  return toKithError(parseStanzaError(stanza) ?? { type: 'cancel', condition: 'undefined-condition', specific: null, text: '' })
}
