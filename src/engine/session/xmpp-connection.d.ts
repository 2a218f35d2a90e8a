// The part of @xmpp/connection and @xmpp/events 0.14.0 that is used here: they come without types.
declare module '@xmpp/events' {
  export class EventEmitter {
    on(event: string, listener: (...args: never[]) => void): this
    once(event: string, listener: (...args: never[]) => void): this
    emit(event: string, ...args: unknown[]): boolean
    removeAllListeners(event?: string): this
  }
}

declare module '@xmpp/connection' {
  import type { EventEmitter } from '@xmpp/events'
  import type { Element } from '@xmpp/xml'

  /** What a Connection asks of its socket: events `connect`, `data`, `error`, `close`. */
  export interface ConnectionSocket extends EventEmitter {
    readonly secure: boolean
    connect(service: string): void
    write(data: string, done: (error?: unknown) => void): void
    end(): void
  }

  /** What it asks of its parser: events `start`, `element`, `end`, `error`. */
  export interface ConnectionParser extends EventEmitter {
    write(data: unknown): void
  }

  export default class Connection extends EventEmitter {
    constructor(options: { domain: string; lang: string; timeout: number })
    NS: string
    Socket: new () => ConnectionSocket
    Parser: new () => ConnectionParser
    status: string
    socket: ConnectionSocket | null
    parser: ConnectionParser | null
    connect(service: string): Promise<void>
    open(options: { domain: string; lang: string }): Promise<Element>
    restart(): Promise<Element>
    write(text: string): Promise<void>
    disconnect(): Promise<Element | undefined>
    headerElement(): Element
    footerElement(): Element
    socketParameters(service: string): string
    _onData(data: unknown): void
    _onStreamError(element: Element): void
    _streamError(condition: string): Promise<unknown>
    _attachParser(parser: ConnectionParser): void
    _closeStream(timeout?: number): Promise<unknown>
    _closeSocket(timeout?: number): Promise<unknown>
  }
}
