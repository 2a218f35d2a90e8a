import type { Element } from '#protocol/xml.ts'
import { parseOpen } from '#protocol/rfc7395-framing.ts'
import { KithError } from '#shared/errors.ts'
import { type BareJid, domainOf, parseBareJid } from '#shared/jid.ts'
import { FrameSocket, isSecureEndpoint } from './frame-socket.ts'
import { StreamConnection, StreamFailure } from './stream-connection.ts'
import { XmlFault } from './xml-fault.ts'

/** Why a stream ended. */
export interface StreamEnd {
  kind: 'closed' | 'stream-error' | 'bad-frame' | 'lost'
  /** Condition of the stream error, or ''. */
  condition: string
  text: string
}

/** One connection, from its opening to its end. It is never used again: the next attempt has a new one. */
export interface Stream {
  /** The next element, in order. For the time before `listen`. @throws KithError when the stream ends or nothing comes in time */
  next(timeoutMs: number): Promise<Element>
  /** From now on every element goes to the handler, those waiting first. */
  listen(handler: (element: Element) => void): void
  write(element: Element | string): void
  /** A new stream header after SASL (RFC 6120 §6.4.6). */
  restart(): Promise<void>
  readonly bufferedAmount: number
  readonly ended: Promise<StreamEnd>
  readonly isOver: boolean
  /** Ends the stream politely: the server forgets the session. Takes a few seconds at most. */
  close(): Promise<void>
  /** Lets go at once; the server keeps the session for a resumption. */
  drop(reason: string): void
}

/** Slow links need 3 s a round trip; the library's two seconds never get through there. */
export const STREAM_TIMEOUT_MS = 30_000

/** A polite end is worth a moment, not a wait. */
const CLOSE_MS = 2_000

/** What a socket may take to deliver what came in before it closed. */
const LAST_WORDS_MS = 500

/** A promise with a time limit. @throws KithError `timeout` */
export function withTimeout<Value>(promise: Promise<Value>, ms: number, what: string): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new KithError('timeout', `${what} took more than ${ms} ms`, { condition: 'timeout' })), ms)
    promise.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

export interface StreamOptions {
  account: BareJid
  createSocket(url: string): WebSocket
  /** Every frame that came in, bad ones included: the other side is alive. */
  onFrame(): void
  /** It exists, though not open yet: from here on it can be dropped from outside. */
  onStream?(stream: Stream): void
}

/**
 * Connects and opens the stream.
 * @throws KithError whose condition is a SessionTrouble
 */
export async function openStream(url: string, options: StreamOptions): Promise<Stream> {
  if (!isSecureEndpoint(url)) throw new KithError('auth', 'The endpoint is not encrypted', { condition: 'tls' })
  const stream = new LiveStream(options)
  options.onStream?.(stream)
  try {
    await stream.open(url)
    return stream
  } catch (error) {
    stream.drop('not opened')
    throw error
  }
}

class LiveStream implements Stream {
  readonly ended: Promise<StreamEnd>
  isOver = false
  readonly #connection: StreamConnection
  readonly #domain: BareJid
  readonly #waiting: Element[] = []
  #handler: ((element: Element) => void) | undefined
  #wake: (() => void) | undefined
  #end: (end: StreamEnd) => void = () => undefined
  #isClosing = false

  constructor({ account, createSocket, onFrame }: StreamOptions) {
    this.#domain = domainOf(account)
    // Our own time limit is told as such; the library's, as any failure, comes later.
    this.#connection = new StreamConnection(account, 2 * STREAM_TIMEOUT_MS, url => {
      const socket = createSocket(url)
      socket.addEventListener('message', onFrame)
      return socket
    })
    this.ended = new Promise(resolve => {
      this.#end = end => {
        if (this.isOver) return
        this.isOver = true
        resolve(end)
        this.#wake?.()
      }
    })
    const connection = this.#connection
    connection.on('error', (error: unknown) => this.#onError(error))
    connection.on('element', (element: Element) => this.#onElement(element))
    connection.on('close', () => void this.#onClosedByServer())
    connection.on('disconnect', () => this.#end({ kind: 'lost', condition: '', text: '' }))
  }

  async open(url: string): Promise<void> {
    await withTimeout(this.#orEnd(this.#connection.connect(url), 'refused'), STREAM_TIMEOUT_MS, 'connecting')
    await this.#openHeader(() => this.#connection.open({ domain: this.#domain, lang: 'en' }))
  }

  restart(): Promise<void> {
    return this.#openHeader(() => this.#connection.restart())
  }

  async #openHeader(open: () => Promise<Element>): Promise<void> {
    const header = parseOpen(await withTimeout(this.#orEnd(open(), 'not-xmpp'), STREAM_TIMEOUT_MS, 'opening the stream'))
    const from = header?.from
    if (from && parseBareJid(from) !== this.#domain)
      throw new KithError('auth', `${from} answered for ${this.#domain}`, { condition: 'unknown-host' })
  }

  /** The library waits for one event only, so the end of the connection has to be waited for beside it. */
  #orEnd<Value>(promise: Promise<Value>, trouble: 'refused' | 'not-xmpp'): Promise<Value> {
    const ended = this.ended.then(end => {
      throw endError(end, trouble)
    })
    const failed = promise.catch((error: unknown) => {
      this.#onError(error)
      return ended
    })
    return Promise.race([failed, ended])
  }

  get bufferedAmount(): number {
    return this.#connection.socket instanceof FrameSocket ? this.#connection.socket.bufferedAmount : 0
  }

  async next(timeoutMs: number): Promise<Element> {
    if (this.#waiting.length === 0 && !this.isOver) {
      const woken = new Promise<void>(resolve => {
        this.#wake = resolve
      })
      await withTimeout(woken, timeoutMs, 'the answer to the sign-in')
    }
    const element = this.#waiting.shift()
    if (element) return element
    throw endError(await this.ended, 'server-error')
  }

  listen(handler: (element: Element) => void): void {
    for (const element of this.#waiting.splice(0)) handler(element)
    this.#handler = handler
  }

  write(element: Element | string): void {
    if (this.isOver) return
    // Why the socket takes nothing any more may have come in already and not be read yet: the reason of the server comes first.
    this.#connection.write(element.toString()).catch(() => setTimeout(() => this.#onNotWritable(), LAST_WORDS_MS))
  }

  #onNotWritable(): void {
    this.#end({ kind: 'lost', condition: '', text: 'not writable' })
    this.drop('not writable')
  }

  async close(): Promise<void> {
    this.#isClosing = true
    await Promise.race([this.#connection.disconnect(), new Promise(resolve => setTimeout(resolve, CLOSE_MS))])
    this.drop('closed')
  }

  drop(reason: string): void {
    this.#end({ kind: 'closed', condition: '', text: reason })
    if (this.#connection.socket instanceof FrameSocket) this.#connection.socket.abort()
    this.#silence()
  }

  #silence(): void {
    this.#connection.removeAllListeners()
    // Late errors of the library must find a listener, or they are thrown (Node's EventEmitter rule).
    this.#connection.on('error', () => undefined)
  }

  #onElement(element: Element): void {
    if (this.isOver) return
    if (this.#handler) return this.#handler(element)
    this.#waiting.push(element)
    this.#wake?.()
  }

  #onError(error: unknown): void {
    if (error instanceof StreamFailure) this.#end({ kind: 'stream-error', condition: error.condition, text: error.message })
    else if (error instanceof XmlFault) this.#end({ kind: 'bad-frame', condition: error.condition, text: error.message })
    else this.#end({ kind: 'lost', condition: '', text: error instanceof Error ? error.message : '' })
    // The library now sends its error and closes; it has a moment for that.
    setTimeout(() => this.drop('closed'), CLOSE_MS)
  }

  async #onClosedByServer(): Promise<void> {
    if (this.#isClosing) return
    const other = this.#connection.seeOtherUri
    this.#end({ kind: 'closed', condition: other ? 'see-other-uri' : '', text: other ?? '' })
    await this.close()
  }
}

function endError(end: StreamEnd, trouble: string): KithError {
  if (end.kind === 'stream-error') return new KithError('offline', end.text, { condition: troubleOfStreamError(end.condition) })
  if (end.kind === 'bad-frame') return new KithError('malformed', end.text, { condition: 'not-xmpp' })
  return new KithError('offline', end.text || 'The connection was closed', {
    condition: end.condition === 'see-other-uri' ? 'refused' : trouble,
  })
}

/** What a stream error means before the session has begun. */
export function troubleOfStreamError(condition: string): string {
  if (condition === 'host-unknown' || condition === 'host-gone' || condition === 'improper-addressing') return 'unknown-host'
  return condition === 'conflict' ? 'conflict' : 'server-error'
}
