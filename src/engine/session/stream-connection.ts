/**
 * The stream of @xmpp/connection 0.14.0 with our socket and our parser. It keeps the library's states (connecting, opening, open,
 * closing) and closing handshake; what follows replaces what was measured unsafe in it (reliability of a hostile stream):
 * - frames after an error no longer reach a parser that is gone, and the error sent back names what was wrong
 * - `see-other-host` is reported and never followed: the library would sign in at whatever host a forged error names
 * - closing takes two seconds at most for each half, not twice the time-out of the stream
 */
import Connection from '@xmpp/connection'
import { buildClose, buildOpen, parseClose } from '#protocol/rfc7395-framing.ts'
import { type StreamError, buildStreamError, parseStreamError } from '#protocol/rfc6120-stream.ts'
import type { Element } from '#protocol/xml.ts'
import type { BareJid } from '#shared/jid.ts'
import { domainOf } from '#shared/jid.ts'
import { FrameParser } from './frame-parser.ts'
import { FrameSocket } from './frame-socket.ts'

const CLOSE_MS = 2_000

/** A stream error, as it is thrown and reported. */
export class StreamFailure extends Error {
  readonly condition: string

  constructor({ condition, text }: StreamError) {
    super(text || condition)
    this.name = 'StreamFailure'
    this.condition = condition
  }
}

export class StreamConnection extends Connection {
  override readonly NS = 'jabber:client'
  override readonly Parser = FrameParser
  override readonly Socket: new () => FrameSocket
  /** Where the server wanted us to go instead; told, never followed. */
  seeOtherUri: string | null = null
  readonly #account: BareJid

  /** @param timeout ms for the answer to a stream header */
  constructor(account: BareJid, timeout: number, createSocket: (url: string) => WebSocket) {
    super({ domain: domainOf(account), lang: 'en', timeout })
    this.#account = account
    this.Socket = class extends FrameSocket {
      constructor() {
        super(createSocket)
      }
    }
  }

  override headerElement(): Element {
    return buildOpen(domainOf(this.#account), this.#account)
  }

  override footerElement(): Element {
    return buildClose()
  }

  override socketParameters(service: string): string {
    return service
  }

  override _onData(data: unknown): void {
    this.parser?.write(data)
  }

  override _attachParser(parser: FrameParser): void {
    parser.on('end', (element: Element) => {
      this.seeOtherUri = parseClose(element)?.seeOtherUri ?? null
    })
    super._attachParser(parser)
  }

  override _onStreamError(element: Element): void {
    this.emit('error', new StreamFailure(parseStreamError(element) ?? { condition: 'undefined-condition', text: '' }))
  }

  override async _streamError(condition: string): Promise<unknown> {
    const { fault } = this.parser instanceof FrameParser ? this.parser : {}
    // A courtesy: whether it still arrives changes nothing.
    await this.write(buildStreamError(fault?.condition ?? condition).toString()).catch(() => undefined)
    return this.disconnect()
  }

  override _closeStream(): Promise<unknown> {
    return super._closeStream(CLOSE_MS)
  }

  override _closeSocket(): Promise<unknown> {
    return super._closeSocket(CLOSE_MS)
  }
}
